package dev.tandem.audit.dashboard;

import dev.tandem.audit.scan.ScanView;
import java.util.UUID;

/// A scan in a list of those that failed, which can be run again from there.
///
/// @param why a sentence, empty when nobody knows
record FailedScan(UUID id, String url, String why) {

    static FailedScan from(ScanView.Brief scan) {
        var error = scan.error();
        return new FailedScan(scan.id(), scan.url(), error == null ? "" : error.message());
    }
}
