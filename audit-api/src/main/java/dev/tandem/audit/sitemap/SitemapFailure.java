package dev.tandem.audit.sitemap;

/// A sitemap that could not be read. The message is a sentence for people and holds no address that was looked up.
public final class SitemapFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Code code;

    SitemapFailure(Code code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /// What programs should compare.
    public enum Code {
        /// The address leads where nobody may be led.
        SITEMAP_DENIED,
        /// Nothing answered, or it broke off.
        SITEMAP_UNREACHABLE,
        SITEMAP_TIMEOUT,
        /// The server answered, but not with a file.
        SITEMAP_REFUSED,
        /// The file is no sitemap, or its XML is broken.
        SITEMAP_MALFORMED,
        /// More files or bytes than are read.
        SITEMAP_TOO_LARGE
    }
}
