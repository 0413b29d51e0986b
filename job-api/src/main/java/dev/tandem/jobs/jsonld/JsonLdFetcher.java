package dev.tandem.jobs.jsonld;

import dev.tandem.jobs.client.Answer;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.fetch.BoardFetcher;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// Reads the postings that a careers page describes in JSON-LD (https://schema.org/JobPosting).
///
/// Only the page itself is read. Where it describes none, or links to more than it describes, the listing is partial.
@Singleton
public class JsonLdFetcher implements BoardFetcher {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");

    private final BoardClient client;
    private final PageAddresses addresses;
    private final InstantSource clock;

    @Inject
    public JsonLdFetcher(BoardClient client, PageAddresses addresses) {
        this(client, addresses, InstantSource.system());
    }

    public JsonLdFetcher(BoardClient client, PageAddresses addresses, InstantSource clock) {
        this.client = client;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.JSON_LD;
    }

    @Override
    public Uni<Listing> fetch(Board board) {
        return client.page(URI.create(board.token()), addresses)
                .onItem()
                .transformToUni(answer -> client.offLoop(answer, () -> read(answer)))
                .onFailure()
                .recoverWithItem(failure -> new Listing.Failed(FetchException.of(failure)));
    }

    private Listing read(Answer answer) {
        if (!answer.mediaType().equals("text/html") && !answer.mediaType().equals("application/xhtml+xml")) {
            throw new FetchException(
                    FetchFailure.Code.NOT_A_PAGE, "%s answered with no web page.".formatted(answer.uri().getHost()));
        }
        return new JsonLdPage(parsed(answer), answer.uri(), brokeOff(answer), clock.instant()).listing();
    }

    /// A parser closes what a page leaves open, so the source itself has to tell. Some pages leave the last tag out on
    /// purpose; those are only ever partial, which costs less than closing postings that were cut off.
    private static boolean brokeOff(Answer answer) {
        var source = new String(answer.body(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return source.contains("<html") && !source.contains("</html") && !source.contains("</body");
    }

    private static Document parsed(Answer answer) {
        try {
            var bytes = new ByteArrayInputStream(answer.body());
            return Jsoup.parse(bytes, charset(answer.contentType()), answer.uri().toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException("Bytes in memory are always readable", impossible);
        }
    }

    /// The charset that the header names; null leaves it to the page's own declaration.
    private static @Nullable String charset(@Nullable String contentType) {
        var named = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            return named.find() && Charset.isSupported(named.group(1)) ? named.group(1) : null;
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }
}
