package dev.tandem.audit.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// A long script that many pages are given. Packed once, because on its way through the driver and the browser a long
/// text is copied, escaped and read again several times.
///
/// @param text the script itself
/// @param packed an expression that unpacks and runs it in Chromium, and gives a promise
record PackedScript(String text, String packed) {

    /// A browser of before 2025 has no way from Base64 to bytes but by characters.
    private static final String UNPACK =
            """
            (async packed => {
              const bytes = Uint8Array.fromBase64?.(packed) ?? Uint8Array.from(atob(packed), c => c.charCodeAt(0));
              const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
              (0, eval)(await new Response(unpacked).text());
            })('%s')\
            """;

    static PackedScript of(String text) {
        return new PackedScript(text, UNPACK.formatted(Base64.getEncoder().encodeToString(deflated(text))));
    }

    private static byte[] deflated(String text) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (var stream = new DeflaterOutputStream(bytes, deflater)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}
