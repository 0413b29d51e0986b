package dev.tandem.common.security;

/// A token that proves nothing. Says nothing about why, to callers and logs alike: an answer that differs by the reason
/// would help whoever is guessing.
final class InvalidToken extends Exception {

    InvalidToken() {
        super("The token is not valid.", null, false, false);
    }
}
