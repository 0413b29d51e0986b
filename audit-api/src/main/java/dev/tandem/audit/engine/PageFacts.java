package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.JsonNode;

/// What there is to see on a page.
///
/// @param textLength the characters that a reader can see
/// @param domSize the number of elements
/// @param media images, controls and whatever else is to be seen without being text
/// @param html whether the document is an HTML one
public record PageFacts(String title, long textLength, long domSize, int media, boolean html) {

    static PageFacts from(JsonNode facts) {
        return new PageFacts(
                facts.path("title").asText(),
                facts.path("textLength").asLong(),
                facts.path("domSize").asLong(),
                facts.path("media").asInt(),
                facts.path("html").asBoolean());
    }

    /// Whether a person would see nothing at all.
    public boolean empty() {
        return textLength == 0 && media == 0;
    }
}
