package dev.tandem.common.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Refuses to start a service that would be unsafe. Looks at environment variables and system properties only, so that
/// it can run before anything is configured, opened or connected.
public final class StartupCheck {

    /// HS256 wants a key at least as long as its hash (RFC 7518, section 3.2).
    public static final int SECRET_BYTES = 32;

    /// `EX_CONFIG` of sysexits.h.
    private static final int EXIT_CONFIGURATION = 78;

    private StartupCheck() {}

    /// Ends the process with exit code 78 and one line when the service must not start.
    @SuppressWarnings("SystemExitOutsideMain") // called from main, before there is anything to clean up
    public static void exitUnlessSafe() {
        refusal(StartupCheck::setting)
                .ifPresent(line -> {
                    System.err.println("Refusing to start: " + line);
                    System.exit(EXIT_CONFIGURATION);
                });
    }

    /// @param settings the value of a setting by its name, null when unset
    /// @return why the service must not start, as one line that names the setting and never its value
    public static Optional<String> refusal(Function<String, @Nullable String> settings) {
        if (hosts(settings.apply("ALLOWED_HOSTS")).length == 0) {
            return Optional.of(
                    "ALLOWED_HOSTS is not set. Name the hosts that this service answers for, separated by"
                            + " commas, such as ALLOWED_HOSTS=localhost,audit.example.org.");
        }
        var admin = settings.apply("ADMIN_SESSION_SECRET");
        if (admin == null || admin.isBlank()) {
            return Optional.of(
                    "ADMIN_SESSION_SECRET is not set. It signs admin sessions and needs at least 32 random"
                            + " bytes, such as the output of: openssl rand -base64 48");
        }
        if (isShort(admin)) {
            return Optional.of("ADMIN_SESSION_SECRET is shorter than 32 bytes, too short for HS256.");
        }
        var service = settings.apply("SERVICE_TOKEN_SECRET");
        if (service != null && !service.isBlank()) {
            if (isShort(service)) {
                return Optional.of("SERVICE_TOKEN_SECRET is shorter than 32 bytes, too short for HS256.");
            }
            if (service.equals(admin)) {
                return Optional.of(
                        "SERVICE_TOKEN_SECRET and ADMIN_SESSION_SECRET are the same; a service could then"
                                + " mint admin sessions.");
            }
        }
        return Optional.empty();
    }

    /// The host names in a comma-separated list, without blanks.
    public static String[] hosts(@Nullable String list) {
        return list == null
                ? new String[0]
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .toArray(String[]::new);
    }

    private static boolean isShort(String secret) {
        return secret.getBytes(UTF_8).length < SECRET_BYTES;
    }

    private static @Nullable String setting(String name) {
        var property = System.getProperty(name);
        return property == null ? System.getenv(name) : property;
    }
}
