package dev.tandem.audit.sitemap;

import dev.tandem.audit.sitemap.SitemapFailure.Code;
import dev.tandem.audit.sitemap.SitemapXml.Kind;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Reads a sitemap, or an index and the sitemaps that it names.
@Singleton
public class Sitemaps {

    /// A packed file that was packed again on its way.
    private static final int MOST_PACKINGS = 2;

    private final SitemapClient client;
    private final SitemapConfig config;

    Sitemaps(SitemapClient client, SitemapConfig config) {
        this.client = client;
        this.config = config;
    }

    /// Tells the listener of every page, in the files' order; nothing is kept. Blocks until all is read.
    ///
    /// A sitemap speaks for its own host: what it names elsewhere is refused. The host that the sitemap's address
    /// redirects to counts as its own.
    ///
    /// @throws SitemapFailure when it can't be read to its end; the listener has heard a part of it then
    public void read(URI sitemap, SitemapListener listener) throws SitemapFailure {
        new Reading(listener).read(sitemap);
    }

    private final class Reading {

        private final SitemapListener listener;
        private final Set<String> hosts = new HashSet<>();
        private final List<URI> children = new ArrayList<>();
        private long bytes;

        Reading(SitemapListener listener) {
            this.listener = listener;
        }

        void read(URI root) throws SitemapFailure {
            hosts.add(host(root));
            var opened = client.open(root);
            hosts.add(host(opened.address()));
            parse(opened, true);
            for (var child : children) {
                listener.stillReading();
                readChild(child);
            }
        }

        /// Indexes name files that are long gone; a server that says so is believed, and any other failure is one.
        private void readChild(URI child) throws SitemapFailure {
            SitemapClient.Opened opened;
            try {
                opened = client.open(child);
            } catch (SitemapFailure gone) {
                if (gone.code() != Code.SITEMAP_REFUSED) {
                    throw gone;
                }
                listener.refused(child.toString(), "could not be read: " + gone.getMessage());
                return;
            }
            parse(opened, false);
        }

        private void parse(SitemapClient.Opened opened, boolean isRoot) throws SitemapFailure {
            var file = opened.address();
            var limit = Math.min(config.fileBytes().asLongValue(), config.totalBytes().asLongValue() - bytes);
            try (var body = opened.body()) {
                var unpacked = new LimitedStream(unpacked(body), limit);
                var kind = new Kind[1];
                SitemapXml.read(unpacked, found -> kind[0] = found, address -> take(kind[0], address, isRoot));
                bytes += unpacked.count();
            } catch (XMLStreamException | IOException failed) {
                throw explained(file, failed);
            }
            if (children.size() > config.files()) {
                throw new SitemapFailure(
                        Code.SITEMAP_TOO_LARGE,
                        "%s names more than %d files, which is more than are read.".formatted(file, config.files()));
            }
        }

        private void take(Kind kind, String address, boolean isRoot) {
            if (!isOfThisSite(address)) {
                listener.refused(address, "is on another host than the sitemap, which speaks for its own alone.");
            } else if (kind == Kind.PAGES) {
                listener.page(address);
            } else if (!isRoot) {
                listener.refused(address, "is named by an index within an index, which is not followed.");
            } else if (children.size() <= config.files()) {
                children.add(URI.create(address));
            }
        }

        private boolean isOfThisSite(String address) {
            try {
                var uri = URI.create(address);
                return uri.getHost() != null && hosts.contains(host(uri));
            } catch (IllegalArgumentException malformed) {
                // Blanks and umlauts: what is behind the host is looked at by whoever takes the page.
                return hosts.contains(hostAsWritten(address));
            }
        }
    }

    private static String hostAsWritten(String address) {
        var rest = address.replaceFirst("(?i)^https?://", "");
        return rest.split("[/?#:]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static String host(URI uri) {
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    }

    /// By the first bytes and not by what the server says, because both the file and its way here may be packed.
    private static InputStream unpacked(InputStream body) throws IOException {
        InputStream unpacked = new BufferedInputStream(body);
        for (var i = 0; i < MOST_PACKINGS && isPacked(unpacked); i++) {
            unpacked = new BufferedInputStream(new GZIPInputStream(unpacked));
        }
        return unpacked;
    }

    private static boolean isPacked(InputStream stream) throws IOException {
        stream.mark(2);
        var packed = stream.read() == 0x1f && stream.read() == 0x8b;
        stream.reset();
        return packed;
    }

    private SitemapFailure explained(URI file, Exception failed) {
        for (Throwable cause = failed; cause != null; cause = nested(cause)) {
            switch (cause) {
                case LimitedStream.Passed passed -> {
                    return new SitemapFailure(
                            Code.SITEMAP_TOO_LARGE,
                            "%s is longer than is read, or all files together are.".formatted(file));
                }
                case SocketTimeoutException late -> {
                    return new SitemapFailure(Code.SITEMAP_TIMEOUT, "%s came too slowly.".formatted(file));
                }
                case ZipException broken -> {
                    return malformed(file);
                }
                case CharConversionException broken -> {
                    return malformed(file);
                }
                case IOException broken -> {
                    return new SitemapFailure(Code.SITEMAP_UNREACHABLE, "%s broke off.".formatted(file));
                }
                default -> {}
            }
        }
        return malformed(file);
    }

    private static @Nullable Throwable nested(Throwable failure) {
        return failure instanceof XMLStreamException xml && xml.getNestedException() != null
                ? xml.getNestedException()
                : failure.getCause();
    }

    private static SitemapFailure malformed(URI file) {
        return new SitemapFailure(Code.SITEMAP_MALFORMED, "%s is no sitemap, or its XML is broken.".formatted(file));
    }
}
