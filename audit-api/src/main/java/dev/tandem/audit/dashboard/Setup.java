package dev.tandem.audit.dashboard;

import dev.tandem.audit.scan.ScanView;
import java.util.UUID;

/// What was asked for: enough to show it, and to ask for it again.
///
/// @param engines the engines' names, separated by commas
/// @param deviceName for people
record Setup(UUID id, String url, String device, String deviceName, String engines) {

    static Setup of(ScanView scan) {
        var device = scan.device().name();
        return new Setup(
                scan.id(), scan.url(), device, Names.device(scan.device()), String.join(",", scan.progress().keySet()));
    }
}
