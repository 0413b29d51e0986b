package dev.tandem.common.problem;

/// What a caller's program can rely on: one enum per feature implements this, one constant per reason.
public interface ProblemCode {

    /// The stable code, such as `SCAN_NOT_FOUND`; an enum's own name.
    String name();

    /// A short sentence that is the same for every occurrence.
    String title();

    /// The HTTP status that this reason is answered with.
    int status();
}
