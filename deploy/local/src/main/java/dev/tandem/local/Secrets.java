package dev.tandem.local;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/// What the two services refuse to start without, generated once and then kept.
///
/// @param adminSession signs admin sessions, and with them the development token and the sign-in codes
/// @param serviceToken signs what one service shows to the other
record Secrets(String adminSession, String serviceToken) {

    private static final String ADMIN_SESSION = "ADMIN_SESSION_SECRET";
    private static final String SERVICE_TOKEN = "SERVICE_TOKEN_SECRET";
    private static final int BYTES = 32;

    /// Reads the secrets, and generates and stores those that the file doesn't hold yet.
    static Secrets loadOrCreate(Path file, SecureRandom random) throws IOException {
        var stored = new Properties();
        if (Files.exists(file)) {
            stored.load(new StringReader(Files.readString(file)));
        }
        var secrets =
                new Secrets(
                        stored.getProperty(ADMIN_SESSION, generate(random)),
                        stored.getProperty(SERVICE_TOKEN, generate(random)));
        if (!secrets.isStoredIn(stored)) {
            Home.writePrivately(
                    file,
                    "%s=%s\n%s=%s\n"
                            .formatted(ADMIN_SESSION, secrets.adminSession, SERVICE_TOKEN, secrets.serviceToken));
        }
        return secrets;
    }

    /// 32 random bytes as base64url without padding: 43 characters that need no quoting anywhere.
    static String generate(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// These secrets, except where the person who starts Tandem has set their own.
    ///
    /// @throws StartFailure when a secret is shorter than the 32 bytes that HS256 needs
    Secrets or(Map<String, String> environment) {
        return new Secrets(
                longEnough(ADMIN_SESSION, environment.getOrDefault(ADMIN_SESSION, adminSession)),
                longEnough(SERVICE_TOKEN, environment.getOrDefault(SERVICE_TOKEN, serviceToken)));
    }

    Map<String, String> asEnvironment() {
        return Map.of(ADMIN_SESSION, adminSession, SERVICE_TOKEN, serviceToken);
    }

    private boolean isStoredIn(Properties stored) {
        return stored.containsKey(ADMIN_SESSION) && stored.containsKey(SERVICE_TOKEN);
    }

    private static String longEnough(String name, String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < BYTES) {
            throw new StartFailure("%s must hold at least %d bytes.".formatted(name, BYTES));
        }
        return secret;
    }

    /// Keeps the values out of logs and error messages.
    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
