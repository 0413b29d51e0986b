package dev.tandem.audit.scan;

/// What can look at a page.
public enum Engine {
    /// axe-core, accessibility.
    AXE,
    /// Lighthouse: performance, accessibility, best practices, SEO.
    LIGHTHOUSE
}
