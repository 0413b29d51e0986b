package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/// What Lighthouse can score.
public enum LighthouseCategory {
    PERFORMANCE("performance"),
    ACCESSIBILITY("accessibility"),
    BEST_PRACTICES("best-practices"),
    SEO("seo");

    private final String id;

    LighthouseCategory(String id) {
        this.id = id;
    }

    /// Lighthouse's own name of the category, which is also how a stored report names it.
    @JsonValue
    public String id() {
        return id;
    }

    /// @param id Lighthouse's own name of it
    public static Optional<LighthouseCategory> byId(String id) {
        return Arrays.stream(values()).filter(category -> category.id.equals(id)).findFirst();
    }
}
