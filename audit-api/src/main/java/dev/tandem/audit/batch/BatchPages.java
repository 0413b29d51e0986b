package dev.tandem.audit.batch;

import dev.tandem.audit.scan.PageUrl;
import dev.tandem.audit.scan.ScanIds;
import dev.tandem.common.problem.Problem;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes a batch's entries one by one and hands the pages on in chunks. Keeps a chunk, the first refused entries and 16
/// bytes of each page, by which repetitions are known; never the list.
final class BatchPages {

    private static final int SHOWN = 200;

    private final BatchConfig config;
    private final Consumer<List<Page>> store;
    private final List<Page> chunk = new ArrayList<>();
    private final Set<Digest> seen = new HashSet<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int entries;
    private int rejected;

    /// @param store takes each full chunk and the last one; the list is used again afterwards
    BatchPages(BatchConfig config, Consumer<List<Page>> store) {
        this.config = config;
        this.store = store;
    }

    /// A page to audit.
    record Page(UUID id, String url, String host) {}

    /// Half of a SHA-256; that two pages share it by chance is out of the question.
    private record Digest(long high, long low) {}

    /// @param entry null when it was no text
    /// @throws Problem when there are too many
    void take(@Nullable String entry) {
        count();
        try {
            var url = PageUrl.parse(entry == null ? "" : entry);
            if (seen.add(digest(url))) {
                chunk.add(new Page(ScanIds.next(), url.toString(), ScanIds.hostKey(url)));
            }
        } catch (IllegalArgumentException wrong) {
            reject(entry, entry == null ? "is not a text." : String.valueOf(wrong.getMessage()));
        }
        if (chunk.size() >= config.chunk()) {
            flush();
        }
    }

    /// An entry that somebody else has refused.
    void refuse(String entry, String reason) {
        count();
        reject(entry, reason);
    }

    private void count() {
        if (entries++ >= config.urls()) {
            throw Problem.of(
                            BatchProblem.BATCH_TOO_LARGE,
                            "A batch may have %d entries, and this one has more; nothing of it was taken."
                                    .formatted(config.urls()))
                    .limit(config.urls());
        }
    }

    private void reject(@Nullable String entry, String reason) {
        rejected++;
        if (rejections.size() < config.rejectionsKept()) {
            var shown = entry != null && entry.length() > SHOWN ? entry.substring(0, SHOWN) + "…" : entry;
            rejections.add(new Rejection(entries - 1, shown == null ? null : shown.replace('\u0000', '?'), reason));
        }
    }

    void flush() {
        if (!chunk.isEmpty()) {
            store.accept(chunk);
            chunk.clear();
        }
    }

    int entries() {
        return entries;
    }

    /// How many pages there are, each once.
    int accepted() {
        return seen.size();
    }

    int rejected() {
        return rejected;
    }

    List<Rejection> rejections() {
        return List.copyOf(rejections);
    }

    /// The same page may be written with capitals in its scheme and host, and without its first slash.
    private static Digest digest(URI url) {
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var page =
                String.join(
                        "\n",
                        url.getScheme().toLowerCase(Locale.ROOT),
                        url.getRawAuthority().toLowerCase(Locale.ROOT),
                        path,
                        String.valueOf(url.getRawQuery()),
                        String.valueOf(url.getRawFragment()));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(page.getBytes(StandardCharsets.UTF_8));
            var bytes = ByteBuffer.wrap(hash);
            return new Digest(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
