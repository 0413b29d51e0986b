package dev.tandem.common.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/// A real Redis for one test run, empty and on a port of its own.
public class RealRedis implements QuarkusTestResourceLifecycleManager {

    private @Nullable RedisServer redis;

    @Override
    public Map<String, String> start() {
        try {
            var port = FreePort.choose();
            redis =
                    RedisServer.newRedisServer()
                            .port(port)
                            .bind("127.0.0.1")
                            .setting("save \"\"")
                            .setting("appendonly no")
                            .setting("daemonize no")
                            .build();
            redis.start();
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        try {
            if (redis != null) {
                redis.stop();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
