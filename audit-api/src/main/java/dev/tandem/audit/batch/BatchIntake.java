package dev.tandem.audit.batch;

import dev.tandem.audit.scan.Drain;
import dev.tandem.audit.scan.ScanAccepted;
import dev.tandem.audit.scan.ScanIds;
import dev.tandem.audit.scan.ScanProblem;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Problem;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads a batch's body into the database as it comes in, on a thread that may block. Until the end is reached its
/// scans are held; whatever goes wrong before leaves nothing of it.
@ApplicationScoped
class BatchIntake {

    private static final Duration DRAIN_CHECK = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final BatchStore store;
    private final SitemapReading sitemaps;
    private final Drain drain;
    private final BatchConfig config;
    private final Event<ScanAccepted> accepted;
    private final Semaphore turns;

    BatchIntake(
            BatchStore store, SitemapReading sitemaps, Drain drain, BatchConfig config, Event<ScanAccepted> accepted) {
        this.store = store;
        this.sitemaps = sitemaps;
        this.drain = drain;
        this.config = config;
        this.accepted = accepted;
        this.turns = new Semaphore(config.readingsAtOnce(), true);
    }

    /// @param key the same key and body give the same batch; with another body it is refused
    /// @return the batch's id
    UUID accept(String tenant, @Nullable String key, BatchBody form, InputStream body)
            throws IOException, InterruptedException {
        var digest = sha256(form.aside());
        try (var hashed = new DigestInputStream(body, digest)) {
            var id = ScanIds.next();
            if (!store.begin(id, tenant, key)) {
                hashed.transferTo(OutputStream.nullOutputStream());
                return earlier(tenant, String.valueOf(key), hex(digest));
            }
            if (!turns.tryAcquire(config.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                store.remove(id);
                throw Problem.of(BatchProblem.TOO_MANY_BATCHES, "Send the batch again in a while.")
                        .retryAfter(config.patience());
            }
            try {
                return read(tenant, id, form, hashed, digest);
            } finally {
                turns.release();
            }
        }
    }

    private UUID read(String tenant, UUID id, BatchBody form, InputStream body, MessageDigest digest)
            throws IOException {
        var done = false;
        try {
            Blocking.await(drain.check(tenant), DRAIN_CHECK);
            var pages = new BatchPages(config, chunk -> store.append(id, chunk));
            var asked = form.read(body, pages).validated();
            if (asked.sitemap() != null) {
                store.describe(id, asked.sitemap(), asked.options(), hex(digest));
                sitemaps.begin(new SitemapReading.Task(id, tenant, asked.sitemap(), asked.options(), hex(digest)));
            } else {
                refuseIfEmpty(pages);
                pages.flush();
                store.release(id, tenant, pages, asked.options(), hex(digest));
                accepted.fire(ScanAccepted.many());
            }
            done = true;
            return id;
        } finally {
            if (!done) {
                forget(id);
            }
        }
    }

    private static void refuseIfEmpty(BatchPages pages) {
        if (pages.accepted() > 0) {
            return;
        }
        var errors =
                pages.rejections().stream()
                        .map(one -> new Problem.FieldError("urls[" + one.index() + "]", one.reason()))
                        .toList();
        throw errors.isEmpty() ? Problem.invalid("urls", "is empty. Name at least one page.") : Problem.invalid(errors);
    }

    /// The request may be gone, and this thread be interrupted for it; the batch must go all the same.
    private void forget(UUID id) {
        var interrupted = Thread.interrupted();
        try {
            store.remove(id);
        } catch (RuntimeException failure) {
            Log.warnf(
                    "A batch that failed stays until it is found abandoned cause=%s",
                    failure.getClass().getSimpleName());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Waits until the request that came first with this key has been read, because only then it can be compared.
    private UUID earlier(String tenant, String key, String hash) throws InterruptedException {
        var deadline = System.nanoTime() + config.patience().toNanos();
        for (var earlier = store.withKey(tenant, key);
                earlier.isPresent() && System.nanoTime() < deadline;
                earlier = store.withKey(tenant, key)) {
            var theirs = earlier.get().hash();
            if (theirs != null) {
                return same(earlier.get().id(), theirs, hash);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
        throw Problem.of(BatchProblem.BATCH_BEING_READ, "It was not read to its end. Send the batch again.")
                .retryAfter(Duration.ofSeconds(1));
    }

    private static UUID same(UUID id, String theirs, String hash) {
        if (!theirs.equals(hash)) {
            throw Problem.of(
                    ScanProblem.IDEMPOTENCY_KEY_REUSED,
                    "The key was used for batch " + id + ", which was another request. Use a new key.");
        }
        return id;
    }

    private static MessageDigest sha256(String aside) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(aside.getBytes(StandardCharsets.UTF_8));
            return digest;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What was read so far; the digest goes on from there.
    private static String hex(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
