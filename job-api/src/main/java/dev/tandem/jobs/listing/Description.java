package dev.tandem.jobs.listing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a posting says at length. A provider's HTML is made into text and into what is safe to show when somebody asks
/// for it, and that is seldom: of thousands of postings that are listed at each poll, a few have changed.
public final class Description {

    public static final Description NONE = new Description(null, new Readable(null, null));

    private final @Nullable String html;
    private volatile @Nullable Readable readable;

    private record Readable(@Nullable String text, @Nullable String html) {}

    private Description(@Nullable String html, @Nullable Readable readable) {
        this.html = html;
        this.readable = readable;
    }

    /// @param text plain, with line breaks between blocks
    /// @param html safe to show
    public static Description of(@Nullable String text, @Nullable String html) {
        return new Description(null, new Readable(text, html));
    }

    /// @param html as the provider sends it, whatever is in it; null for none
    public static Description ofHtml(@Nullable String html) {
        return html == null ? NONE : new Description(html, null);
    }

    /// Plain, with line breaks between blocks; null when there is none.
    public @Nullable String text() {
        return readable().text();
    }

    /// Safe to show: no scripts, styles, forms or event handlers; null when there is none.
    public @Nullable String html() {
        return readable().html();
    }

    public boolean isEmpty() {
        return text() == null && html() == null;
    }

    /// Whether the posting came without any, as in a list that leaves descriptions out.
    public boolean isLeftOut() {
        return html == null && isEmpty();
    }

    /// What tells it from another without reading it: the same always reads the same. Null when it was left out.
    public @Nullable String raw() {
        return html == null && !isEmpty() ? text() + "\0" + html() : html;
    }

    private Readable readable() {
        var known = readable;
        if (known == null) {
            // Two threads that come at once do the same twice.
            var parsed = HtmlText.parsed(Objects.requireNonNull(html));
            known = new Readable(parsed.text(), parsed.safe());
            readable = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Description description && readable().equals(description.readable());
    }

    @Override
    public int hashCode() {
        return readable().hashCode();
    }

    @Override
    public String toString() {
        return "Description[" + text() + "]";
    }
}
