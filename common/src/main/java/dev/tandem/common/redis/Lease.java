package dev.tandem.common.redis;

/// A key held for a while.
///
/// @param token what proves that the key is still held by whoever took it, and not by a successor
public record Lease(String key, String token) {}
