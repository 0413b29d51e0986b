package dev.tandem.audit.scan;

/// What a page is shown on.
public enum Device {
    DESKTOP,
    TABLET,
    MOBILE
}
