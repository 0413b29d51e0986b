package dev.tandem.audit.lighthouse;

/// How far a run is: measuring the machine, loading the page, collecting from it, judging what was collected.
public enum LighthousePhase {
    BENCHMARK,
    LOAD,
    GATHER,
    AUDIT
}
