package dev.tandem.jobs.notify;

import dev.tandem.common.problem.Incident;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// Sends messages until they have arrived or too much has gone wrong. A message that is being sent is leased: should
/// the process die, another sends it again when the lease is over, so that a message arrives at least once.
@ApplicationScoped
class NoticeSender {

    private static final int AT_ONCE = 8;

    private static final String TAKE =
            """
            update notice n set attempts = n.attempts + 1, due_at = ?
            from filter f
            where f.id = n.filter_id and n.id in (
                select id from notice
                where state = 'PENDING' and due_at <= ?
                order by due_at
                limit %d
                for update skip locked)
            returning n.id, n.attempts, n.body, f.webhook_url, f.webhook_secret
            """
                    .formatted(AT_ONCE);

    // Whoever was taken for dead and comes back late changes nothing that his successor has begun.
    private static final String END =
            """
            update notice set state = ?, ended_at = ?, due_at = coalesce(?, due_at), error = ?
            where id = ? and attempts = ? and state = 'PENDING'
            """;

    private final AgroalDataSource database;
    private final NoticeWriter writer;
    private final WebhookClient client;
    private final NotifyConfig config;
    private final InstantSource clock;

    @Inject
    NoticeSender(AgroalDataSource database, NoticeWriter writer, WebhookClient client, NotifyConfig config) {
        this(database, writer, client, config, InstantSource.system());
    }

    NoticeSender(
            AgroalDataSource database,
            NoticeWriter writer,
            WebhookClient client,
            NotifyConfig config,
            InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${jobs.notify.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        try {
            work();
        } catch (SQLException | RuntimeException failure) {
            Incident.log("sending messages to webhooks", failure);
        }
    }

    /// Writes and sends all that is due. Blocking.
    void work() throws SQLException {
        while (writer.writeOne()) {
            // The next filter's, or the rest of the same.
        }
        for (var taken = take(); !taken.isEmpty(); taken = take()) {
            // One that does not answer must not keep the others waiting.
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                taken.forEach(notice -> threads.execute(() -> send(notice)));
            }
        }
    }

    /// A message in hand.
    private record Notice(UUID id, int attempt, String body, String url, WebhookSecret secret) {}

    private List<Notice> take() throws SQLException {
        var now = clock.instant();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(TAKE)) {
            statement.setObject(1, now.plus(config.timeout().multipliedBy(4)).atOffset(ZoneOffset.UTC));
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                var taken = new ArrayList<Notice>();
                while (rows.next()) {
                    taken.add(notice(rows));
                }
                return taken;
            }
        }
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getObject("id", UUID.class),
                row.getInt("attempts"),
                row.getString("body"),
                row.getString("webhook_url"),
                new WebhookSecret(row.getBytes("webhook_secret")));
    }

    private void send(Notice notice) {
        try {
            var now = clock.instant();
            var url = WebhookUrl.parse(notice.url);
            end(notice, client.send(url, notice.secret, notice.id.toString(), now, notice.body));
        } catch (SQLException | RuntimeException failure) {
            Incident.log("sending message " + notice.id, failure);
        }
    }

    private void end(Notice notice, Optional<String> failure) throws SQLException {
        var now = clock.instant();
        if (failure.isEmpty()) {
            write(notice, "DELIVERED", now, Optional.empty(), failure);
        } else if (notice.attempt >= config.attempts()) {
            write(notice, "GIVEN_UP", now, Optional.empty(), failure);
        } else {
            var chance = ThreadLocalRandom.current().nextDouble();
            var pause = Backoff.after(notice.attempt, config.firstPause(), config.longestPause(), chance);
            write(notice, "PENDING", now, Optional.of(now.plus(pause)), failure);
        }
    }

    private void write(Notice notice, String state, Instant now, Optional<Instant> again, Optional<String> error)
            throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(END)) {
            statement.setString(1, state);
            statement.setObject(2, again.isPresent() ? null : now.atOffset(ZoneOffset.UTC));
            statement.setObject(3, again.map(moment -> moment.atOffset(ZoneOffset.UTC)).orElse(null));
            statement.setString(4, error.orElse(null));
            statement.setObject(5, notice.id);
            statement.setInt(6, notice.attempt);
            statement.executeUpdate();
        }
    }
}
