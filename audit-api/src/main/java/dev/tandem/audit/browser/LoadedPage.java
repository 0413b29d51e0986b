package dev.tandem.audit.browser;

/// How a page came to be loaded.
///
/// @param loaded whether it reached its `load` event in time
/// @param openMillis until the document began to arrive
/// @param loadMillis from there to `load`
public record LoadedPage(boolean loaded, long openMillis, long loadMillis) {}
