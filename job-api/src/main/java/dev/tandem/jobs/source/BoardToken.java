package dev.tandem.jobs.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a board's token out of what a person typed. Each provider has the hosts that its boards live on and the
/// characters that its names are made of; everything else is refused rather than repaired.
final class BoardToken {

    private static final Set<String> GREENHOUSE_HOSTS =
            Set.of(
                    "boards.greenhouse.io",
                    "job-boards.greenhouse.io",
                    "boards.eu.greenhouse.io",
                    "job-boards.eu.greenhouse.io",
                    "boards-api.greenhouse.io",
                    "api.greenhouse.io");
    private static final Set<String> LEVER_HOSTS = Set.of("jobs.lever.co", "api.lever.co");
    private static final Set<String> LEVER_EU_HOSTS = Set.of("jobs.eu.lever.co", "api.eu.lever.co");
    private static final Set<String> ASHBY_HOSTS = Set.of("jobs.ashbyhq.com", "api.ashbyhq.com");
    private static final Set<String> SMARTRECRUITERS_HOSTS =
            Set.of("careers.smartrecruiters.com", "jobs.smartrecruiters.com", "api.smartrecruiters.com");

    /// The parts of a provider's addresses that come before the token.
    private static final Set<String> PREFIXES =
            Set.of("v0", "v1", "boards", "postings", "posting-api", "job-board", "companies", "oneclick-ui", "company");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final Pattern DOTTED_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*");
    // Ashby lets a company choose its name freely: "The Browser Company" is one.
    private static final Pattern FREE_NAME =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_&'+-]*([ .][\\p{L}\\p{N}_&'+-]+)*");
    private static final Pattern HOST_LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}(-[A-Za-z]{2,4})?");

    private BoardToken() {}

    static String read(Provider provider, String input) {
        var text = input.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A board needs a name or an address.");
        }
        if (text.length() > Board.LONGEST) {
            throw new IllegalArgumentException("A board's name or address has at most 500 characters.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A board's name or address has no control characters or line breaks.");
        }
        return switch (provider) {
            case GREENHOUSE ->
                    name(address(text, GREENHOUSE_HOSTS).orElse(text), NAME, "boards.greenhouse.io/acme", "acme");
            case LEVER -> lever(text);
            case ASHBY -> name(address(text, ASHBY_HOSTS).orElse(text), FREE_NAME, "jobs.ashbyhq.com/acme", "acme");
            case WORKDAY -> workday(text);
            case SMARTRECRUITERS ->
                    name(
                            address(text, SMARTRECRUITERS_HOSTS).orElse(text),
                            DOTTED_NAME,
                            "careers.smartrecruiters.com/Acme",
                            "Acme");
            case JSON_LD -> page(text);
        };
    }

    /// The provider whose own host this is, in lower case; empty for anybody else's.
    static Optional<Provider> ofHost(String host) {
        if (GREENHOUSE_HOSTS.contains(host)) {
            return Optional.of(Provider.GREENHOUSE);
        }
        if (LEVER_HOSTS.contains(host) || LEVER_EU_HOSTS.contains(host)) {
            return Optional.of(Provider.LEVER);
        }
        if (ASHBY_HOSTS.contains(host)) {
            return Optional.of(Provider.ASHBY);
        }
        if (host.endsWith(".myworkdayjobs.com") || host.endsWith(".myworkdaysite.com")) {
            return Optional.of(Provider.WORKDAY);
        }
        return SMARTRECRUITERS_HOSTS.contains(host) ? Optional.of(Provider.SMARTRECRUITERS) : Optional.empty();
    }

    private static String lever(String text) {
        var european = text.regionMatches(true, 0, "eu:", 0, 3);
        var site = european ? Optional.of(text.substring(3)) : address(text, LEVER_EU_HOSTS);
        var prefix = site.isPresent() ? "eu:" : "";
        var name = site.or(() -> address(text, LEVER_HOSTS)).orElse(text);
        return prefix + name(name, DOTTED_NAME, "jobs.lever.co/acme", "acme\" or \"eu:acme");
    }

    private static String workday(String text) {
        var parts = text.contains("|") ? List.of(text.split("\\|", -1)) : workdayAddress(text);
        if (parts.size() != 3
                || !HOST_LABEL.matcher(parts.get(0)).matches()
                || !HOST_LABEL.matcher(parts.get(1)).matches()
                || !DOTTED_NAME.matcher(parts.get(2)).matches()) {
            throw refused(text, "https://acme.wd5.myworkdayjobs.com/Careers", "acme|wd5|Careers");
        }
        return String.join("|", parts);
    }

    private static List<String> workdayAddress(String text) {
        var page = uri(text);
        var labels = List.of(host(page).split("\\."));
        var path = segments(page);
        if (path.size() >= 4 && path.get(0).equals("wday") && path.get(1).equals("cxs")) {
            path = path.subList(3, path.size());
        }
        if (path.size() > 1 && LOCALE.matcher(path.get(0)).matches()) {
            path = path.subList(1, path.size());
        }
        if (host(page).endsWith(".myworkdayjobs.com") && labels.size() == 4 && !path.isEmpty()) {
            return List.of(labels.get(0), labels.get(1), path.get(0));
        }
        // The alternative host carries the tenant in its path, and not always in its name.
        if (host(page).endsWith(".myworkdaysite.com") && path.size() >= 3 && path.get(0).equals("recruiting")) {
            return List.of(path.get(1), labels.get(labels.size() - 3), path.get(2));
        }
        return List.of();
    }

    /// The token in an address on one of these hosts; empty when the text is no address of theirs.
    private static Optional<String> address(String text, Set<String> hosts) {
        if (!text.contains("/")) {
            return Optional.empty();
        }
        var page = uri(text);
        if (!hosts.contains(host(page))) {
            return Optional.empty();
        }
        var path = segments(page).stream().dropWhile(PREFIXES::contains).toList();
        if (path.isEmpty() || path.get(0).equals("embed")) {
            return embedded(page);
        }
        return Optional.of(path.get(0));
    }

    /// Greenhouse boards that a company embeds in its own site name the board in a parameter.
    private static Optional<String> embedded(URI page) {
        return Optional.ofNullable(page.getRawQuery()).stream()
                .flatMap(query -> Arrays.stream(query.split("&")))
                .filter(parameter -> parameter.startsWith("for="))
                .map(parameter -> parameter.substring("for=".length()))
                .findFirst();
    }

    private static String name(String name, Pattern allowed, String address, String token) {
        if (!allowed.matcher(name).matches()) {
            throw refused(name, address, token);
        }
        return name;
    }

    private static String page(String text) {
        var page = uri(text);
        var scheme = Optional.ofNullable(page.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("A careers page has an address that begins with https:// or http://.");
        }
        if (page.getRawUserInfo() != null) {
            throw new IllegalArgumentException("A careers page's address carries no user name or password.");
        }
        if (host(page).isEmpty()) {
            throw new IllegalArgumentException("The address of the careers page names no host.");
        }
        var whole = page.toString();
        var fragment = whole.indexOf('#');
        return fragment < 0 ? whole : whole.substring(0, fragment);
    }

    static URI uri(String text) {
        try {
            return new URI(text.contains("://") ? text : "https://" + text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("\"%s\" is not a web address.".formatted(text), malformed);
        }
    }

    static String host(URI page) {
        return Optional.ofNullable(page.getHost()).orElse("").toLowerCase(Locale.ROOT);
    }

    private static List<String> segments(URI page) {
        return Arrays.stream(Optional.ofNullable(page.getRawPath()).orElse("").split("/"))
                .filter(segment -> !segment.isEmpty())
                // A plus sign in a path is a plus sign, which the decoder of forms does not know.
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static IllegalArgumentException refused(String input, String address, String token) {
        return new IllegalArgumentException(
                "\"%s\" names no board here: expected an address such as %s, or a name such as \"%s\"."
                        .formatted(input, address, token));
    }
}
