package dev.tandem.audit.scan;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A valid request to audit a page.
public record ScanRequest(URI url, ScanOptions options) {

    /// Tells two requests apart that came with the same `Idempotency-Key`.
    String hash() {
        var text =
                String.join(
                        "\n",
                        url.toString(),
                        String.valueOf(options.projectId()),
                        options.device().name(),
                        String.join(",", options.engineNames()),
                        String.valueOf(options.priority()),
                        options.settings().toString());
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
