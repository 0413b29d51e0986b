package dev.tandem.audit.engine;

import dev.tandem.audit.issue.Severity;

/// axe's four words for how bad it is, which AccessLint and our own checks use too.
final class Impact {

    private Impact() {}

    static Severity severity(String impact) {
        return switch (impact) {
            case "critical" -> Severity.CRITICAL;
            case "serious" -> Severity.SERIOUS;
            case "minor" -> Severity.MINOR;
            default -> Severity.MODERATE;
        };
    }
}
