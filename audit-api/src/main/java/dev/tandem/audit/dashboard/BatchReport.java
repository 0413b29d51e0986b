package dev.tandem.audit.dashboard;

import dev.tandem.audit.batch.BatchView;
import dev.tandem.audit.batch.Rejection;
import dev.tandem.audit.scan.ScanView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A batch on its own page.
///
/// @param running whether it is worth following
/// @param rejected how many entries were left out, as words; null when none was
/// @param failed the first of its failed scans
/// @param error why it could not be read
record BatchReport(
        UUID id,
        String source,
        Tone status,
        boolean running,
        int percent,
        List<Count> counts,
        @Nullable String rejected,
        List<Rejection> rejections,
        List<FailedScan> failed,
        @Nullable String error,
        @Nullable Moment created,
        @Nullable Moment finished) {

    /// @param key what the API calls the number
    record Count(String key, String name, int number) {}

    static BatchReport of(BatchView batch, List<ScanView.Brief> failed) {
        var counts = batch.counts();
        var error = batch.error();
        return new BatchReport(
                batch.id(),
                BatchRow.source(batch),
                Tone.of(batch.status()),
                !batch.status().isFinal(),
                batch.progress(),
                List.of(
                        new Count("pending", "Waiting", counts.pending()),
                        new Count("processing", "Running", counts.processing()),
                        new Count("completed", "Completed", counts.completed()),
                        new Count("failed", "Failed", counts.failed()),
                        new Count("cancelled", "Cancelled", counts.cancelled())),
                batch.rejected() == 0
                        ? null
                        : Names.count(batch.rejected(), "entry was left out", "entries were left out"),
                batch.rejections(),
                failed.stream().map(FailedScan::from).toList(),
                error == null ? null : error.message(),
                Moment.of(batch.createdAt()),
                Moment.of(batch.finishedAt()));
    }
}
