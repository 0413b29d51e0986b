package dev.tandem.audit.dashboard;

import dev.tandem.audit.scan.ScanView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A scan in the list of the newest ones.
record ScanRow(UUID id, String url, Tone status, @Nullable Moment created) {

    static ScanRow from(ScanView.Brief scan) {
        return new ScanRow(scan.id(), scan.url(), Tone.of(scan.status()), Moment.of(scan.createdAt()));
    }
}
