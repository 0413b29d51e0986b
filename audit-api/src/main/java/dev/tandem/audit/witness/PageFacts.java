package dev.tandem.audit.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What there is to see on a page.
///
/// @param url where the page itself says that it is
/// @param heading the first visible heading, empty when there is none
/// @param text the first 2,000 characters that a reader can see
/// @param textLength all of them
/// @param domSize the number of elements
/// @param media images, controls and whatever else is to be seen without being text
/// @param frames the frames within the page
/// @param links how many links lead on
/// @param html whether the document is an HTML one
/// @param passwords visible fields for a password
/// @param accounts visible fields for a user's name or mail address
/// @param sources where scripts and frames come from, at most 200
/// @param marks the elements' identifiers, at most 500
/// @param covered the part of the window that lies below layers which are fixed to it, 0 to 1
/// @param overlay what those layers say
public record PageFacts(
        String url,
        String title,
        String heading,
        String text,
        long textLength,
        long domSize,
        int media,
        int frames,
        int links,
        boolean html,
        int passwords,
        int accounts,
        List<String> sources,
        List<String> marks,
        double covered,
        String overlay) {

    public PageFacts {
        sources = List.copyOf(sources);
        marks = List.copyOf(marks);
    }

    static PageFacts from(JsonNode facts) {
        return new PageFacts(
                facts.path("url").asText(),
                facts.path("title").asText(),
                facts.path("heading").asText(),
                facts.path("text").asText(),
                facts.path("textLength").asLong(),
                facts.path("domSize").asLong(),
                facts.path("media").asInt(),
                facts.path("frames").asInt(),
                facts.path("links").asInt(),
                facts.path("html").asBoolean(),
                facts.path("passwords").asInt(),
                facts.path("accounts").asInt(),
                texts(facts.path("sources")),
                texts(facts.path("marks")),
                facts.path("overlay").path("covers").asDouble(),
                facts.path("overlay").path("text").asText());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>(array.size());
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /// Whether a person would see nothing at all.
    boolean empty() {
        return textLength == 0 && media == 0;
    }
}
