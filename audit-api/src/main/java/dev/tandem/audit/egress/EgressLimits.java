package dev.tandem.audit.egress;

import java.time.Duration;

/// The limits of one scan; what they mean is said at [EgressConfig].
///
/// @param bytesDown in bytes
/// @param bytesUp in bytes
public record EgressLimits(
        int connections,
        int connectionsAtOnce,
        long bytesDown,
        long bytesUp,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration headTimeout) {

    /// The operator's limits.
    public static EgressLimits from(EgressConfig config) {
        return new EgressLimits(
                config.connections(),
                config.connectionsAtOnce(),
                config.bytesDown().asLongValue(),
                config.bytesUp().asLongValue(),
                config.connectTimeout(),
                config.idleTimeout(),
                config.headTimeout());
    }
}
