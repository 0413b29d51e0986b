package dev.tandem.jobs.search;

import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.posting.PostingView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/// A posting as a line of a CSV file by RFC 4180. A title is written by strangers, and a spreadsheet takes a cell for a
/// formula that begins in certain ways; such a cell gets an apostrophe in front, which makes it a text.
final class CsvRow {

    private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠";

    private CsvRow() {}

    static String heading() {
        return line(
                "id",
                "title",
                "company",
                "departments",
                "locations",
                "countries",
                "workplace",
                "employmentType",
                "seniority",
                "salaryMin",
                "salaryMax",
                "salaryCurrency",
                "salaryPeriod",
                "status",
                "postedAt",
                "firstSeenAt",
                "lastSeenAt",
                "source",
                "url");
    }

    static String of(PostingView posting, @Nullable String seniority) {
        var salary = posting.salary();
        return line(
                posting.id(),
                posting.title(),
                posting.company(),
                String.join("; ", posting.departments()),
                joined(posting.locations().stream().map(PostingLocation::name)),
                joined(posting.locations().stream().flatMap(place -> Stream.ofNullable(place.countryCode()))),
                posting.workplace(),
                posting.employmentType(),
                seniority,
                salary == null ? null : plain(salary.min()),
                salary == null ? null : plain(salary.max()),
                salary == null ? null : salary.currency(),
                salary == null ? null : period(salary),
                posting.status(),
                posting.postedAt(),
                posting.firstSeenAt(),
                posting.lastSeenAt(),
                posting.sourceName(),
                posting.url());
    }

    private static String line(@Nullable Object... cells) {
        var line = new StringBuilder();
        try {
            CSVFormat.RFC4180.printRecord(line, Arrays.stream(cells).map(CsvRow::harmless).toArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    private static String harmless(@Nullable Object cell) {
        var text = cell == null ? "" : cell.toString();
        return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String joined(Stream<String> texts) {
        return texts.distinct().collect(Collectors.joining("; "));
    }

    private static @Nullable String plain(@Nullable BigDecimal figure) {
        return figure == null ? null : figure.toPlainString();
    }

    private static @Nullable String period(Salary salary) {
        return salary.period() == null ? null : salary.period().name();
    }
}
