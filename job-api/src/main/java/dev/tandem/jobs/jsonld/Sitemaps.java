package dev.tandem.jobs.jsonld;

import dev.tandem.jobs.client.Answer;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.FetchException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What a site's sitemaps (https://www.sitemaps.org/protocol.html) say about its postings. The sitemaps are those that
/// its robots.txt names, or else `/sitemap.xml`; of several, those that are named after jobs, where any is.
record Sitemaps(BoardClient client, PageAddresses addresses, int most) {

    private static final int AT_ONCE = 4;
    private static final int DEEPEST = 3;
    private static final String NAMED = "sitemap:";

    /// @param pages those that may be a posting's
    /// @param isWhole whether every sitemap could be read to its end
    record Found(Set<URI> pages, boolean isWhole) {

        static final Found NOTHING = new Found(Set.of(), false);
    }

    /// Never fails: a site without sitemaps has none.
    Uni<Found> of(Site site) {
        return client.file(site.at("/robots.txt"), addresses)
                .map(answer -> named(answer, site))
                .onFailure(FetchException.class)
                .recoverWithItem(List.of())
                .map(named -> named.isEmpty() ? List.of(site.at("/sitemap.xml")) : named)
                .flatMap(first -> new Walk(site).from(first, 1));
    }

    private static List<URI> named(Answer robots, Site site) {
        return new String(robots.body().bytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(NAMED))
                .map(line -> Fields.web(line.substring(NAMED.length()).strip()))
                .filter(Objects::nonNull)
                .filter(site::holds)
                .toList();
    }

    /// One way through the sitemaps of a site, level by level.
    private final class Walk {

        private final Site site;
        private final Set<URI> pages = new LinkedHashSet<>();
        private final Set<URI> seen = new LinkedHashSet<>();
        private boolean isWhole = true;

        Walk(Site site) {
            this.site = site;
        }

        Uni<Found> from(List<URI> sitemaps, int depth) {
            var due = ofJobs(sitemaps).filter(seen::add).toList();
            var room = due.stream().limit(Math.max(0, most - (seen.size() - due.size()))).toList();
            isWhole &= room.size() == due.size();
            if (room.isEmpty()) {
                return Uni.createFrom().item(() -> new Found(Set.copyOf(pages), isWhole));
            }
            return Multi.createFrom()
                    .iterable(room)
                    .onItem()
                    .transformToUni(this::read)
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .flatMap(files -> after(files, depth));
        }

        private Uni<SitemapFile> read(URI address) {
            return client.file(address, addresses)
                    .onItem()
                    .transformToUni(answer -> answer.offLoop(() -> SitemapFile.read(answer.body().bytes(), address)))
                    .onFailure(FetchException.class)
                    .recoverWithItem(new SitemapFile(address, List.of(), List.of(), false));
        }

        private Uni<Found> after(List<SitemapFile> files, int depth) {
            var further = new ArrayList<URI>();
            for (var file : files) {
                isWhole &= file.isWhole();
                further.addAll(file.sitemaps().stream().filter(site::holds).toList());
                var isOfJobs = Site.namesJobs(file.address());
                file.pages().stream()
                        .filter(site::holds)
                        .filter(page -> isOfJobs || site.mayBePosting(page))
                        .forEach(pages::add);
            }
            isWhole &= further.isEmpty() || depth < DEEPEST;
            return from(depth < DEEPEST ? further : List.of(), depth + 1);
        }

        private static Stream<URI> ofJobs(List<URI> sitemaps) {
            return sitemaps.stream().anyMatch(Site::namesJobs)
                    ? sitemaps.stream().filter(Site::namesJobs)
                    : sitemaps.stream();
        }
    }
}
