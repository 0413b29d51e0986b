package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a scan opens its page and what it judges there. Stored with the scan as JSON, so that one setting more is no
/// change of a table; what is absent there has its default.
///
/// @param viewport instead of the device's own window, null for that
/// @param blockTrackers whether advertisements and trackers are kept away; never while Lighthouse scores performance
/// @param scroll whether the page is scrolled through first, to bring in what it loads late
/// @param bestPractices whether what is no WCAG failure, but advised, is reported too
/// @param experimental whether rules that their engine calls experimental are run
/// @param lighthouseCategories what Lighthouse scores, at least one
/// @param lighthouseRuns how often Lighthouse runs, odd, 1 to 5; the run with the median performance counts
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageSettings(
        BrowserName browser,
        @Nullable Viewport viewport,
        boolean blockTrackers,
        boolean scroll,
        boolean bestPractices,
        boolean experimental,
        Set<LighthouseCategory> lighthouseCategories,
        int lighthouseRuns) {

    /// What is done unless somebody asks for something else.
    public static final PageSettings DEFAULT =
            new PageSettings(
                    BrowserName.CHROMIUM, null, false, false, false, false, EnumSet.allOf(LighthouseCategory.class), 1);

    public PageSettings {
        browser = Objects.requireNonNullElse(browser, BrowserName.CHROMIUM);
        // In the enumeration's order, so that two equal settings are written alike.
        lighthouseCategories =
                lighthouseCategories == null || lighthouseCategories.isEmpty()
                        ? Collections.unmodifiableSet(EnumSet.allOf(LighthouseCategory.class))
                        : Collections.unmodifiableSet(EnumSet.copyOf(lighthouseCategories));
        lighthouseRuns = Math.max(1, lighthouseRuns);
    }
}
