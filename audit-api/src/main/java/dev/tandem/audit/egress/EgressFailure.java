package dev.tandem.audit.egress;

import java.io.IOException;

/// A connection that was not made, or did not hold, with the verdict that says why.
final class EgressFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient EgressVerdict verdict;

    EgressFailure(EgressVerdict verdict) {
        super(verdict.sentence());
        this.verdict = verdict;
    }

    EgressVerdict verdict() {
        return verdict;
    }
}
