package dev.tandem.audit.dispatch;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgPool;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/// The connections that the queue's statements go over. The statements are few and large: parsed and planned once for a
/// connection they cost a fraction of what they cost each time, and the client forgets texts of more than 2,048
/// characters unless told not to.
@Singleton
class QueuePool implements PgPoolCreator {

    private static final int LONGEST_STATEMENT = 16_384;

    /// A server that has vanished without a word is noticed after this long; no statement of ours takes it.
    private static final int SILENCE_SECONDS = 60;

    @Override
    public PgPool create(Input input) {
        for (var options : input.pgConnectOptionsList()) {
            options.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
            options.setTcpKeepAlive(true);
            options.setIdleTimeoutUnit(TimeUnit.SECONDS).setReadIdleTimeout(SILENCE_SECONDS);
        }
        return PgPool.pool(input.vertx(), input.pgConnectOptionsList(), input.poolOptions());
    }
}
