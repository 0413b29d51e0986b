package dev.tandem.jobs.source;

import java.net.URI;
import java.util.Locale;

/// A board as its provider knows it.
///
/// The token is all that a fetcher puts into an address, so it has been checked: no part of it can steer a request to
/// another host or path.
///
/// @param provider who publishes the board
/// @param token the provider's own name for it, in its original case because Lever and Ashby tell `acme` from `Acme`:
///   `acme`; `eu:acme` on Lever's European host; `tenant|pod|site` at Workday; the page's address for JSON-LD
public record Board(Provider provider, String token) {

    /// The longest input that is looked at, in characters.
    public static final int LONGEST = 500;

    /// @throws IllegalArgumentException when the token is not one that [#parse] would have made; its message is a
    ///   sentence for a person
    public Board {
        var canonical = BoardToken.read(provider, token);
        if (!canonical.equals(token)) {
            throw new IllegalArgumentException("A board is kept as \"%s\".".formatted(canonical));
        }
    }

    /// Reads what a person pastes or knows: the address of the careers page, of one posting on it or of its API, with
    /// or without `https://`; or the token itself.
    ///
    /// @throws IllegalArgumentException when it names no board of this provider; its message is a sentence for a person
    public static Board parse(Provider provider, String input) {
        return new Board(provider, BoardToken.read(provider, input));
    }

    /// What makes two boards of one provider the same: the token in lower case, since no provider gives two companies
    /// names that differ only in case. Of a page's address only the scheme and the host are lowered, because there
    /// paths that differ in case are different pages.
    public String identity() {
        return switch (provider) {
            case GREENHOUSE, LEVER, ASHBY, WORKDAY, SMARTRECRUITERS -> token.toLowerCase(Locale.ROOT);
            case JSON_LD -> loweredHost(URI.create(token));
        };
    }

    private static String loweredHost(URI page) {
        var path = page.getRawPath().isEmpty() ? "/" : page.getRawPath();
        var query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
        return (page.getScheme() + "://" + page.getRawAuthority()).toLowerCase(Locale.ROOT) + path + query;
    }
}
