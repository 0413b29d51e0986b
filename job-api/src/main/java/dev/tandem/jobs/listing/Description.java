package dev.tandem.jobs.listing;

import org.jspecify.annotations.Nullable;

/// What a posting says at length.
///
/// @param text plain, with line breaks between blocks
/// @param html safe to show: no scripts, styles, forms or event handlers
public record Description(@Nullable String text, @Nullable String html) {

    public static final Description NONE = new Description(null, null);

    /// @param html as the provider sends it, whatever is in it; null for none
    public static Description ofHtml(@Nullable String html) {
        return html == null ? NONE : new Description(HtmlText.text(html), HtmlText.safe(html));
    }

    public boolean isEmpty() {
        return text == null && html == null;
    }
}
