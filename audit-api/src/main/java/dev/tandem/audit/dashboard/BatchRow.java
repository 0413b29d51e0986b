package dev.tandem.audit.dashboard;

import dev.tandem.audit.batch.BatchView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A batch in the list of the newest ones.
///
/// @param source its sitemap, or how many pages it has
record BatchRow(UUID id, String source, Tone status, int percent, @Nullable Moment created) {

    static BatchRow from(BatchView batch) {
        return new BatchRow(
                batch.id(), source(batch), Tone.of(batch.status()), batch.progress(), Moment.of(batch.createdAt()));
    }

    static String source(BatchView batch) {
        var sitemap = batch.sitemap();
        return sitemap == null ? Names.count(batch.counts().total(), "page", "pages") : sitemap;
    }
}
