package dev.tandem.jobs.jsonld;

import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/// One sitemap: a list of pages, or of further sitemaps.
///
/// @param isWhole whether it has an end
record SitemapFile(URI address, List<URI> pages, List<URI> sitemaps, boolean isWhole) {

    /// What the protocol allows, in bytes; a file that unpacks to more is not read.
    private static final int LONGEST = 50 * 1024 * 1024;

    private static final byte[] PACKED = {0x1f, (byte) 0x8b};

    /// @param body XML, or XML that is packed though its headers don't say so, as in `sitemap.xml.gz`
    /// @throws FetchException when it is no sitemap
    static SitemapFile read(byte[] body, URI address) {
        var source = new String(unpacked(body), StandardCharsets.UTF_8);
        var xml = Jsoup.parse(source, address.toString(), Parser.xmlParser());
        if (xml.select("urlset, sitemapindex").isEmpty()) {
            throw new FetchException(FetchFailure.Code.MALFORMED, "The sitemap is none.");
        }
        var isWhole = source.contains("</urlset>") || source.contains("</sitemapindex>");
        return new SitemapFile(address, addresses(xml, "url > loc"), addresses(xml, "sitemap > loc"), isWhole);
    }

    private static List<URI> addresses(Document xml, String where) {
        return xml.select(where).eachText().stream()
                .map(text -> Fields.web(text.strip()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static byte[] unpacked(byte[] body) {
        if (body.length < PACKED.length || body[0] != PACKED[0] || body[1] != PACKED[1]) {
            return body;
        }
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var unpacked = unpacking.readNBytes(LONGEST + 1);
            if (unpacked.length > LONGEST) {
                throw new FetchException(FetchFailure.Code.TOO_LARGE, "The sitemap unpacks to more than 50 MiB.");
            }
            return unpacked;
        } catch (IOException broken) {
            throw new FetchException(FetchFailure.Code.MALFORMED, "The sitemap can't be unpacked.");
        }
    }
}
