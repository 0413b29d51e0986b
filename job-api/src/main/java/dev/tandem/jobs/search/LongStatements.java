package dev.tandem.jobs.search;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/// Lets the database's client keep the statements of searches, too: it prepares statements of more than 2,048
/// characters anew each time, whatever the settings say, and Quarkus has none for that limit.
@Singleton
class LongStatements implements PgPoolCreator {

    private static final int LONGEST = 16 * 1024;

    @Override
    public Pool create(Input input) {
        var servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setPreparedStatementCacheSqlLimit(LONGEST));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(input.vertx())
                .build();
    }
}
