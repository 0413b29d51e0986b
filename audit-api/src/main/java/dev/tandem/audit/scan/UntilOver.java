package dev.tandem.audit.scan;

import java.util.function.Predicate;

/// Lets looks at a scan pass up to and including the first one that shows it over. Keeps state: one per follower.
final class UntilOver implements Predicate<ScanView> {

    private boolean over;

    @Override
    public boolean test(ScanView scan) {
        var pass = !over;
        over = scan.status().isFinal();
        return pass;
    }
}
