package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a caller asks of how the page is opened and judged, as it was sent; null leaves the default.
public record AskedSettings(
        @Nullable String browser,
        @Nullable Viewport viewport,
        @Nullable Boolean blockTrackers,
        @Nullable Boolean scroll,
        @Nullable Boolean bestPractices,
        @Nullable Boolean experimental,
        @Nullable Lighthouse lighthouse) {

    private static final int MOST_RUNS = 5;

    /// Nothing in particular.
    public static final AskedSettings NONE = new AskedSettings(null, null, null, null, null, null, null);

    /// What is asked of Lighthouse.
    ///
    /// @param categories what it scores; everything when absent
    /// @param runs how often it runs, odd, 1 to 5
    @RegisterForReflection
    @Schema(name = "LighthouseOptions")
    public record Lighthouse(
            @Schema(implementation = LighthouseCategory[].class) @Nullable List<@Nullable String> categories,
            @Schema(implementation = Integer.class, minimum = "1", maximum = "5", defaultValue = "1")
                    @Nullable Number runs) {}

    /// @param errors takes every field at fault; unless it is empty afterwards, the result is of no use
    PageSettings validated(List<Problem.FieldError> errors) {
        if (viewport != null && !viewport.plausible()) {
            errors.add(
                    new Problem.FieldError(
                            "viewport",
                            "must have a width and a height from %d to %d."
                                    .formatted(Viewport.SMALLEST, Viewport.LARGEST)));
        }
        return new PageSettings(
                Choices.one("browser", browser, BrowserName.class, BrowserName.CHROMIUM, errors),
                viewport,
                Boolean.TRUE.equals(blockTrackers),
                Boolean.TRUE.equals(scroll),
                Boolean.TRUE.equals(bestPractices),
                Boolean.TRUE.equals(experimental),
                categories(errors),
                runs(errors));
    }

    private Set<LighthouseCategory> categories(List<Problem.FieldError> errors) {
        if (lighthouse == null || lighthouse.categories() == null) {
            return EnumSet.allOf(LighthouseCategory.class);
        }
        return Choices.some("lighthouse.categories", lighthouse.categories(), LighthouseCategory.class, errors);
    }

    private int runs(List<Problem.FieldError> errors) {
        if (lighthouse == null || lighthouse.runs() == null) {
            return 1;
        }
        if (lighthouse.runs() instanceof Integer runs && runs >= 1 && runs <= MOST_RUNS && runs % 2 == 1) {
            return runs;
        }
        errors.add(new Problem.FieldError("lighthouse.runs", "must be 1, 3 or 5."));
        return 1;
    }
}
