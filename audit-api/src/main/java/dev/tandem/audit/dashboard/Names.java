package dev.tandem.audit.dashboard;

import dev.tandem.audit.issue.Source;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Readiness;
import java.util.Locale;
import java.util.Map;

/// What people call the things that the API has codes for.
final class Names {

    private static final Map<String, String> ENGINES =
            Map.of(
                    "AXE", "axe-core",
                    "ACCESSLINT", "AccessLint",
                    "TANDEM", "Tandem’s own checks",
                    "LIGHTHOUSE", "Lighthouse");

    private static final Map<String, String> CATEGORIES =
            Map.of(
                    "performance", "Performance",
                    "accessibility", "Accessibility",
                    "best-practices", "Best practices",
                    "seo", "SEO");

    private Names() {}

    static String engine(String code) {
        return ENGINES.getOrDefault(code, code);
    }

    /// `axe-core (image-alt)`
    static String source(Source source) {
        return engine(source.engine().toUpperCase(Locale.ROOT)) + " (" + source.code() + ")";
    }

    static String category(String id) {
        return CATEGORIES.getOrDefault(id, id);
    }

    static String device(Device device) {
        return switch (device) {
            case DESKTOP -> "Desktop";
            case TABLET -> "Tablet";
            case MOBILE -> "Mobile";
        };
    }

    static String readiness(Readiness readiness) {
        if (readiness.quiet()) {
            return readiness.loaded() ? "loaded and at rest" : "at rest, but not fully loaded";
        }
        return readiness.busyWith().isEmpty()
                ? "before it had come to rest"
                : "before it had come to rest; it was busy with "
                        + String.join(", ", readiness.busyWith()).replace("CONTENT", "its content");
    }

    /// `1 barrier`, `2 barriers`
    static String count(long number, String one, String many) {
        return number == 1 ? "1 " + one : number + " " + many;
    }

    /// `640 ms` or `4.2 s`.
    static String duration(long millis) {
        return millis < 1000 ? millis + " ms" : "%.1f s".formatted(millis / 1000.0);
    }
}
