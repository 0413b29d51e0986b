package dev.tandem.jobs.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What sender and receiver of a webhook share, as the Standard Webhooks specification has it.
///
/// @param bytes the key itself
record WebhookSecret(byte[] bytes) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 32;
    private static final String PREFIX = "whsec_";

    static WebhookSecret create() {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    /// As its owner is shown it.
    String shown() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// What goes into `webhook-signature`.
    ///
    /// @param at what goes into `webhook-timestamp`, in whole seconds
    String signature(String id, Instant at, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            var signed = mac.doFinal((id + "." + at.getEpochSecond() + "." + body).getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", impossible);
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
