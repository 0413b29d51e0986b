package dev.tandem.audit.batch;

import dev.tandem.audit.scan.AskedOptions;
import dev.tandem.audit.scan.PageUrl;
import dev.tandem.audit.scan.ScanOptions;
import dev.tandem.common.problem.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a batch's body asks besides its pages, as it was sent.
///
/// @param listsUrls whether it lists pages
/// @param sitemap where its pages are to be found, null when it does not say
record AskedBatch(boolean listsUrls, @Nullable String sitemap, AskedOptions options) {

    /// @param sitemap null when the pages are listed
    record Valid(@Nullable URI sitemap, ScanOptions options) {}

    /// @throws Problem naming every field at fault
    Valid validated() {
        var errors = new ArrayList<Problem.FieldError>();
        if (listsUrls == (sitemap != null)) {
            errors.add(
                    new Problem.FieldError(
                            "urls",
                            listsUrls
                                    ? "can't be combined with sitemap."
                                    : "is missing. List the pages, or name a sitemap."));
        }
        var place = place(errors);
        var valid = options.validated(errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new Valid(place, valid);
    }

    private @Nullable URI place(List<Problem.FieldError> errors) {
        try {
            return sitemap == null ? null : PageUrl.parse(sitemap);
        } catch (IllegalArgumentException wrong) {
            errors.add(new Problem.FieldError("sitemap", String.valueOf(wrong.getMessage())));
            return null;
        }
    }
}
