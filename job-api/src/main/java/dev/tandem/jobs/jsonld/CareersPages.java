package dev.tandem.jobs.jsonld;

import dev.tandem.jobs.client.Answer;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// Reads the pages of careers sites, each over the egress guard.
record CareersPages(BoardClient client, PageAddresses addresses, InstantSource clock) {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");

    /// @param use takes what is wanted of the page, so that the page itself need not be kept
    /// @return fails with a [FetchException]
    <T> Uni<T> read(URI address, Function<JsonLdPage, T> use) {
        return client.page(address, addresses)
                .onItem()
                .transformToUni(answer -> answer.offLoop(() -> use.apply(page(answer))));
    }

    private JsonLdPage page(Answer answer) {
        if (!answer.mediaType().equals("text/html") && !answer.mediaType().equals("application/xhtml+xml")) {
            throw new FetchException(
                    FetchFailure.Code.NOT_A_PAGE, "%s answered with no web page.".formatted(answer.uri().getHost()));
        }
        return new JsonLdPage(parsed(answer), answer.uri(), brokeOff(answer), clock.instant());
    }

    /// A parser closes what a page leaves open, so the source itself has to tell. Some pages leave the last tag out on
    /// purpose; those are only ever partial, which costs less than closing postings that were cut off.
    private static boolean brokeOff(Answer answer) {
        var source = new String(answer.body().bytes(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return source.contains("<html") && !source.contains("</html") && !source.contains("</body");
    }

    private static Document parsed(Answer answer) {
        try {
            var bytes = new ByteArrayInputStream(answer.body().bytes());
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
