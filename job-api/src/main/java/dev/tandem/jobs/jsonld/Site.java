package dev.tandem.jobs.jsonld;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// The site around a careers page, which discovery never leaves: the page's host without `www`, and hosts below it.
///
/// @param start the careers page
record Site(URI start) {

    private static final Pattern JOBS =
            Pattern.compile(
                    "(?i)(?<![a-z])(jobs?|careers?|karriere|stellen\\p{L}*|vacanc(y|ies)|vacatures?|positions?|openings?|"
                            + "postings?|opportunit(y|ies)|employment|emplois?|empleos?|offres?|roles?|requisitions?)"
                            + "(?![a-z])");

    // What a page never is, so that nobody waits for a video.
    private static final Pattern NO_PAGE =
            Pattern.compile("(?i).*\\.(pdf|docx?|jpe?g|png|gif|svg|webp|css|js|zip|mp[34]|ico|xml|rss|ics)");

    /// A file at the root of the careers page's host.
    URI at(String path) {
        return start.resolve(path);
    }

    boolean holds(URI address) {
        var host = host(address);
        var root = host(start).replaceFirst("^www\\.", "");
        return host.equals(root) || host.endsWith("." + root);
    }

    /// Whether an address looks like that of a posting: one below the careers page, or one that speaks of jobs.
    boolean mayBePosting(URI page) {
        var path = String.valueOf(page.getRawPath());
        var below = String.valueOf(start.getRawPath()).replaceFirst("(/[^/]*\\.[^/]*|/)$", "");
        return holds(page)
                && !isStart(page)
                && !NO_PAGE.matcher(path).matches()
                && (!below.isEmpty() && path.startsWith(below + "/") || namesJobs(page));
    }

    private boolean isStart(URI page) {
        return withoutFragment(page).equals(withoutFragment(start));
    }

    static String withoutFragment(URI page) {
        return page.toString().replaceFirst("#.*", "").replaceFirst("/$", "");
    }

    static boolean namesJobs(URI address) {
        return JOBS.matcher(String.valueOf(address.getRawPath())).find();
    }

    private static String host(URI address) {
        return String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    }
}
