package dev.tandem.bench.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Writes made-up postings of one tenant with COPY, always the same ones. Half of them are open 45 days or less, and a
/// third is archived; descriptions have 220 words on average.
final class MadeUpPostings {

    static final int COMPANIES = 5_000;

    private static final int BATCH = 10_000;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String COLUMNS =
            "id, tenant, source_id, external_id, title, company, departments, locations, workplace, employment_type,"
                    + " seniority, posted_at, description_text, url, content_hash, filtered, score, match_reasons,"
                    + " status, archived_by, archived_at, first_seen_at, last_seen_at, changed_at";

    private final Random random = new Random(20_261_125);
    private final Vocabulary vocabulary = new Vocabulary(new Random(7));
    private final List<String> companies = new ArrayList<>();
    private final String tenant;
    private final Instant now;
    private int written;

    MadeUpPostings(String tenant, Instant now) {
        this.tenant = tenant;
        this.now = now;
        var names = new Random(11);
        for (var i = 0; i < COMPANIES; i++) {
            var name = Vocabulary.invented(names, 3);
            companies.add(Character.toUpperCase(name.charAt(0)) + name.substring(1) + " " + i);
        }
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    String company(int number) {
        return companies.get(number);
    }

    void writeSources(Connection database) throws SQLException, IOException {
        var rows = new StringBuilder();
        for (var i = 0; i < COMPANIES; i++) {
            rows.append(source(i))
                    .append('\t')
                    .append(tenant)
                    .append('\t')
                    .append(companies.get(i))
                    .append("\tGREENHOUSE\tboard-")
                    .append(i)
                    .append("\tboard-")
                    .append(i)
                    .append('\n');
        }
        copy(database, "source (id, tenant, name, provider, board, board_identity)", rows);
    }

    /// So many were written by an earlier run.
    void goOnAfter(int stored) {
        written = stored;
    }

    /// Oldest first, as a service that has polled for years would have stored them.
    ///
    /// @param of how many there will be in all
    void write(Connection database, int count, int of) throws SQLException, IOException {
        var rows = new StringBuilder();
        for (var end = written + count; written < end; written++) {
            append(rows, written, of);
            if ((written + 1) % BATCH == 0 || written + 1 == end) {
                copy(database, "posting (" + COLUMNS + ")", rows);
                rows.setLength(0);
            }
        }
    }

    private void append(StringBuilder rows, int number, int of) {
        // Seen in order, and published up to three weeks before that.
        var seen = now.minusMillis((long) (-Math.log((number + 1.0) / (of + 1)) * 90 * DAY));
        var posted = seen.minusMillis((long) (random.nextDouble() * random.nextDouble() * 21 * DAY));
        var company = (int) (COMPANIES * Math.pow(random.nextDouble(), 2));
        var archived = random.nextInt(3) == 0;
        var place = pick(Vocabulary.PLACES).split("/");
        var level = random.nextInt(2) == 0 ? pick(Vocabulary.LEVELS) : null;
        var values =
                new String[] {
                    new UUID(
                                    (seen.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000),
                                    random.nextLong() & 0x3fffffffffffffffL | Long.MIN_VALUE)
                            .toString(),
                    tenant,
                    source(company).toString(),
                    "job-" + number,
                    title(level),
                    companies.get(company),
                    "[\"" + pick(Vocabulary.FIELDS) + "\"]",
                    "[{\"name\": \"%1$s\", \"city\": \"%1$s\", \"region\": null, \"countryCode\": \"%2$s\"}]"
                            .formatted(place[0], place[1]),
                    new String[] {"REMOTE", "HYBRID", "ON_SITE", null}[random.nextInt(4)],
                    new String[] {"FULL_TIME", "FULL_TIME", "PART_TIME", "CONTRACT"}[random.nextInt(4)],
                    level == null ? null : level.equals("junior") ? "ENTRY" : "SENIOR",
                    posted.toString(),
                    description(),
                    "https://boards.example.com/" + company + "/" + number,
                    "\\\\x00",
                    "false",
                    "0",
                    "[]",
                    archived ? "ARCHIVED" : "NEW",
                    archived ? "POLL" : null,
                    archived ? seen.plusSeconds(60).toString() : null,
                    seen.toString(),
                    seen.toString(),
                    seen.toString()
                };
        for (var i = 0; i < values.length; i++) {
            rows.append(values[i] == null ? "\\N" : values[i]).append(i == values.length - 1 ? '\n' : '\t');
        }
    }

    private String title(@Nullable String level) {
        var title = (level == null ? "" : level + " ") + pick(Vocabulary.FIELDS) + " " + pick(Vocabulary.ROLES);
        return random.nextInt(4) == 0 ? title + ", " + vocabulary.next(random) : title;
    }

    private String description() {
        var text = new StringBuilder();
        for (var left = 80 + random.nextInt(280); left > 0; left--) {
            text.append(vocabulary.next(random)).append(left % 12 == 0 ? ". " : " ");
        }
        return text.toString();
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static UUID source(int company) {
        return new UUID(0x7000, company);
    }

    private static void copy(Connection database, String table, StringBuilder rows) throws SQLException, IOException {
        var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        database.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin", new java.io.ByteArrayInputStream(bytes));
    }
}
