package dev.tandem.jobs.notify;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.Caller;
import dev.tandem.jobs.match.FilterProblem;
import dev.tandem.jobs.match.FilterService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Sets where a filter's new matches are sent, and tells what became of the messages.
@ApplicationScoped
class WebhookService {

    private static final String SET =
            """
            update filter set webhook_url = $4, webhook_secret = $5, webhook_since = now()
            where tenant = $1 and owner = $2 and id = $3
            """;

    private static final String REMOVE =
            """
            with gone as (
                update filter set webhook_url = null, webhook_secret = null, webhook_since = null
                where tenant = $1 and owner = $2 and id = $3
                returning id)
            update notice set state = 'GIVEN_UP', ended_at = now(), error = 'The webhook was removed.'
            from gone where notice.filter_id = gone.id and notice.state = 'PENDING'
            """;

    private static final String FIND =
            """
            select f.webhook_url, f.webhook_since, n.id, n.created_at, n.matches, n.state, n.attempts, n.error
            from filter f left join lateral (
                select * from notice where filter_id = f.id order by created_at desc, id desc limit 20) as n on true
            where f.tenant = $1 and f.owner = $2 and f.id = $3 and f.webhook_url is not null
            order by n.created_at desc, n.id desc
            """;

    private final FilterService filters;
    private final EgressGuard guard;
    private final Pool database;

    WebhookService(FilterService filters, EgressGuard guard, Pool database) {
        this.filters = filters;
        this.guard = guard;
        this.database = database;
    }

    /// Sets the address and makes a new secret, which is in the answer and never again.
    Uni<WebhookView> set(Caller caller, UUID filter, String address) {
        var secret = WebhookSecret.create();
        return filters.get(caller, filter)
                .chain(() -> allowed(address))
                .chain(url ->
                        database.preparedQuery(SET)
                                .execute(
                                        Tuple.of(
                                                caller.tenant(),
                                                caller.subject(),
                                                filter,
                                                url.uri().toString(),
                                                Buffer.buffer(secret.bytes()).getDelegate())))
                .chain(() -> find(caller, filter))
                .map(view -> new WebhookView(view.url(), secret.shown(), view.since(), view.messages()));
    }

    private Uni<WebhookUrl> allowed(String address) {
        return Blocking.call(() -> {
            try {
                var url = WebhookUrl.parse(address);
                url.toDial(guard);
                return url;
            } catch (IllegalArgumentException | EgressDenied refused) {
                throw Problem.invalid("url", String.valueOf(refused.getMessage()));
            }
        });
    }

    /// Fails with a 404 when there is no such filter or it has no webhook.
    Uni<WebhookView> find(Caller caller, UUID filter) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(caller.tenant(), caller.subject(), filter))
                .map(rows -> {
                    var all = StreamSupport.stream(rows.spliterator(), false).toList();
                    if (all.isEmpty()) {
                        throw FilterProblem.noWebhook(filter);
                    }
                    return view(all);
                });
    }

    Uni<Void> remove(Caller caller, UUID filter) {
        return filters.get(caller, filter)
                .chain(() ->
                        database.preparedQuery(REMOVE)
                                .execute(Tuple.of(caller.tenant(), caller.subject(), filter))
                                .replaceWithVoid());
    }

    private static WebhookView view(List<Row> rows) {
        var first = rows.getFirst();
        return new WebhookView(
                first.getString("webhook_url"),
                null,
                first.getOffsetDateTime("webhook_since").toInstant(),
                rows.stream().filter(row -> row.getUUID("id") != null).map(WebhookService::message).toList());
    }

    private static WebhookView.Message message(Row row) {
        @Nullable String error = row.getString("error");
        return new WebhookView.Message(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getInteger("matches"),
                row.getString("state"),
                row.getInteger("attempts"),
                error);
    }
}
