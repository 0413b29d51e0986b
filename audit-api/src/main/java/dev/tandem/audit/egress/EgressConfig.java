package dev.tandem.audit.egress;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What one scan may take from the network.
@ConfigMapping(prefix = "audit.egress")
public interface EgressConfig {

    /// How many connections a scan may ask for, those that were denied or failed included.
    @WithDefault("300")
    int connections();

    /// How many connections a scan may hold at once.
    @WithDefault("64")
    int connectionsAtOnce();

    /// How much a scan may load from the network.
    @WithDefault("100M")
    MemorySize bytesDown();

    /// How much a scan may send to the network.
    @WithDefault("5M")
    MemorySize bytesUp();

    /// A file of hosts that advertise or track, beside those that we know: lines of a hosts file (`0.0.0.0 host`), of a
    /// filter list (`||host^`), or a host alone. Everything else in it is passed over.
    Optional<Path> blocklist();

    /// How long a server may take to accept a connection, over all its addresses.
    @WithDefault("10s")
    Duration connectTimeout();

    /// How long a connection may carry nothing in either direction.
    @WithDefault("30s")
    Duration idleTimeout();

    /// How long a browser may take to send the head of a request, from its first byte.
    @WithDefault("10s")
    Duration headTimeout();
}
