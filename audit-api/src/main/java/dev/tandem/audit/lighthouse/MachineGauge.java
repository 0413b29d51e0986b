package dev.tandem.audit.lighthouse;

/// Knows how fast this machine is when nothing else runs on it, by Lighthouse's benchmark index, and so whether a run
/// was disturbed.
///
/// The first run that is alone calibrates it; a later one that is alone and faster corrects it upwards, since the first
/// one of a starting service is rarely the quietest.
final class MachineGauge {

    private final double contendedBelow;
    private double calibrated;

    MachineGauge(double contendedBelow) {
        this.contendedBelow = contendedBelow;
    }

    /// @param alone whether no other Lighthouse run was under way
    /// @return whether the run was contended
    synchronized boolean contended(double benchmarkIndex, boolean alone) {
        if (alone && benchmarkIndex > calibrated) {
            calibrated = benchmarkIndex;
        }
        return benchmarkIndex < calibrated * contendedBelow;
    }
}
