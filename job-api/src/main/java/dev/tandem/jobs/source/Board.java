package dev.tandem.jobs.source;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

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

    /// The board whose provider's own address this is: of its page, of a posting on it, of its interface or of what is
    /// embedded of it. Empty for every other address.
    public static Optional<Board> ofAddress(String address) {
        try {
            var page = BoardToken.uri(address.strip());
            return BoardToken.ofHost(BoardToken.host(page)).map(provider -> parse(provider, address));
        } catch (IllegalArgumentException noBoard) {
            return Optional.empty();
        }
    }

    /// Where a person looks at the board.
    public URI page() {
        var name = URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(
                switch (provider) {
                    case GREENHOUSE -> "https://boards.greenhouse.io/" + name;
                    case LEVER ->
                            token.startsWith("eu:")
                                    ? "https://jobs.eu.lever.co/" + token.substring(3)
                                    : "https://jobs.lever.co/" + name;
                    case ASHBY -> "https://jobs.ashbyhq.com/" + name;
                    case WORKDAY -> {
                        var parts = token.split("\\|");
                        yield "https://%s.%s.myworkdayjobs.com/%s".formatted(parts[0], parts[1], parts[2]);
                    }
                    case SMARTRECRUITERS -> "https://careers.smartrecruiters.com/" + name;
                    case JSON_LD -> token;
                });
    }

    /// What to call it when nobody says: the company's own name for itself at its provider, or the page's host.
    String usualName() {
        return switch (provider) {
            case GREENHOUSE, ASHBY, SMARTRECRUITERS -> token;
            case LEVER -> token.startsWith("eu:") ? token.substring(3) : token;
            case WORKDAY -> token.substring(0, token.indexOf('|'));
            case JSON_LD -> host();
        };
    }

    /// The host that is asked for it; boards of one host share what it can take.
    public String host() {
        return switch (provider) {
            case GREENHOUSE, ASHBY, SMARTRECRUITERS -> provider.name();
            case LEVER -> token.startsWith("eu:") ? "LEVER_EU" : provider.name();
            case WORKDAY -> token.substring(0, token.lastIndexOf('|')).toLowerCase(Locale.ROOT);
            case JSON_LD -> BoardToken.host(URI.create(token));
        };
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

    public boolean isSameAs(Board other) {
        return provider == other.provider && identity().equals(other.identity());
    }

    private static String loweredHost(URI page) {
        var path = page.getRawPath().isEmpty() ? "/" : page.getRawPath();
        var query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
        return (page.getScheme() + "://" + page.getRawAuthority()).toLowerCase(Locale.ROOT) + path + query;
    }
}
