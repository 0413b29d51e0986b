package dev.tandem.audit.engine;

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

    /// Lighthouse's own name of the category.
    public String id() {
        return id;
    }

    static Optional<LighthouseCategory> byId(String id) {
        return Arrays.stream(values()).filter(category -> category.id.equals(id)).findFirst();
    }
}
