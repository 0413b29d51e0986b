package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `POST /scans`, as it was sent: everything is a text here, so that a wrong value can be answered with the
/// field's name and what it may be. [#validated] makes a [ScanRequest] of it.
///
/// @param url the page to audit
/// @param projectId the project that the scan belongs to
/// @param device the screen that the page is shown on
/// @param engines what looks at the page; all engines when absent
/// @param priority higher ones are started first
/// @param browser the browser that the page is opened in
/// @param viewport the window's size, instead of the device's own
/// @param blockTrackers whether advertisements and trackers are kept away; never while Lighthouse scores performance
/// @param scroll whether the page is scrolled through first, to bring in what it loads late
/// @param bestPractices whether what is advised, though no WCAG failure, is reported too
/// @param experimental whether rules that their engine calls experimental are run
/// @param lighthouse what is asked of Lighthouse
@RegisterForReflection
public record CreateScan(
        @Schema(required = true, examples = "https://example.org/") @Nullable String url,
        @Schema(format = "uuid") @Nullable String projectId,
        @Schema(
                        enumeration = {"DESKTOP", "TABLET", "MOBILE"},
                        defaultValue = "DESKTOP")
                @Nullable String device,
        @Schema(implementation = Engine[].class) @Nullable List<@Nullable String> engines,
        @Schema(implementation = Integer.class, minimum = "-100", maximum = "100", defaultValue = "0")
                @Nullable Number priority,
        @Schema(
                        enumeration = {"CHROMIUM", "FIREFOX", "WEBKIT"},
                        defaultValue = "CHROMIUM")
                @Nullable String browser,
        @Nullable Viewport viewport,
        @Schema(defaultValue = "false") @Nullable Boolean blockTrackers,
        @Schema(defaultValue = "false") @Nullable Boolean scroll,
        @Schema(defaultValue = "false") @Nullable Boolean bestPractices,
        @Schema(defaultValue = "false") @Nullable Boolean experimental,
        AskedSettings.@Nullable Lighthouse lighthouse) {

    /// @throws Problem naming every field at fault
    ScanRequest validated() {
        var errors = new ArrayList<Problem.FieldError>();
        var uri = uri(errors);
        var options = new AskedOptions(projectId, device, engines, priority, settings()).validated(errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new ScanRequest(uri, options);
    }

    private AskedSettings settings() {
        return new AskedSettings(browser, viewport, blockTrackers, scroll, bestPractices, experimental, lighthouse);
    }

    private URI uri(List<Problem.FieldError> errors) {
        try {
            return PageUrl.parse(url);
        } catch (IllegalArgumentException wrong) {
            errors.add(new Problem.FieldError("url", String.valueOf(wrong.getMessage())));
            return URI.create("about:blank");
        }
    }
}
