package dev.tandem.audit.scan;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A valid request to audit a page.
///
/// @param engines what looks at the page, at least one
public record ScanRequest(URI url, @Nullable UUID projectId, Device device, Set<Engine> engines) {

    public ScanRequest {
        engines = Set.copyOf(engines);
    }

    /// Tells two requests apart that came with the same `Idempotency-Key`.
    String hash() {
        var text = String.join("\n", url.toString(), String.valueOf(projectId), device.name(), sorted().toString());
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Set<Engine> sorted() {
        return EnumSet.copyOf(engines);
    }
}
