package dev.tandem.audit.lighthouse;

/// Knows how fast this machine can be, by Lighthouse's benchmark index, and so whether a run was disturbed.
///
/// Runs are compared with the best index that this process has seen, whatever ran beside it: other work only makes the
/// machine slower. Whether anything did run is not asked, since the browsers of the other engines and whatever else is
/// on the machine would not be counted. A process that has only seen a busy machine does not know how fast that can be,
/// and calls no run contended until it has seen better.
final class MachineGauge {

    private final double contendedBelow;
    private double best;

    MachineGauge(double contendedBelow) {
        this.contendedBelow = contendedBelow;
    }

    /// @return whether the run was contended, as far as is known
    synchronized boolean contended(double benchmarkIndex) {
        best = Math.max(best, benchmarkIndex);
        return benchmarkIndex < best * contendedBelow;
    }
}
