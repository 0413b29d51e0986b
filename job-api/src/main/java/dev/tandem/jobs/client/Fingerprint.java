package dev.tandem.jobs.client;

import org.jspecify.annotations.Nullable;

/// What an answer is recognised by when it comes again: the hash of its body, and the validators by which its host can
/// tell that it did not change without sending it (RFC 9110 section 8.8).
record Fingerprint(String hash, @Nullable String etag, @Nullable String lastModified) {

    // No header holds one.
    private static final String SEPARATOR = "\n";

    static Fingerprint of(Answer answer) {
        return new Fingerprint(answer.body().hash(), answer.headers().etag(), answer.headers().lastModified());
    }

    /// @param text as [#text] gave it
    static Fingerprint parse(String text) {
        var parts = text.split(SEPARATOR, -1);
        return parts.length == 3
                ? new Fingerprint(parts[0], emptyToNull(parts[1]), emptyToNull(parts[2]))
                : new Fingerprint(text, null, null);
    }

    String text() {
        return String.join(SEPARATOR, hash, nullToEmpty(etag), nullToEmpty(lastModified));
    }

    /// Whether the host can be asked for the answer only if it has changed.
    boolean hasValidator() {
        return etag != null || lastModified != null;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String nullToEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
