package dev.tandem.audit.scan;

/// What can look at a page.
public enum Engine {
    /// axe-core, accessibility.
    AXE(true),
    /// AccessLint's rules, accessibility.
    ACCESSLINT(true),
    /// Our own checks, for barriers that the other two miss.
    TANDEM(true),
    /// Lighthouse: performance, accessibility, best practices, SEO.
    LIGHTHOUSE(false);

    private final boolean inPage;

    Engine(boolean inPage) {
        this.inPage = inPage;
    }

    /// Whether it is injected into the page, where it shares one visit with the others that are, and its findings are
    /// merged with theirs.
    public boolean inPage() {
        return inPage;
    }
}
