package dev.tandem.audit.batch;

import dev.tandem.audit.scan.ScanAccepted;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanOptions;
import dev.tandem.audit.sitemap.SitemapFailure;
import dev.tandem.audit.sitemap.SitemapListener;
import dev.tandem.audit.sitemap.Sitemaps;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Incident;
import dev.tandem.common.problem.Problem;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads the sitemaps of batches whose requests have been answered. What a process leaves unread when it ends is found
/// abandoned later.
@ApplicationScoped
class SitemapReading {

    /// Well below the time after which a batch without a sign of life is given up.
    private static final long SIGN_OF_LIFE_SECONDS = 30;

    private final BatchStore store;
    private final Sitemaps sitemaps;
    private final BatchConfig config;
    private final Event<ScanAccepted> accepted;
    private final Semaphore turns;

    SitemapReading(BatchStore store, Sitemaps sitemaps, BatchConfig config, Event<ScanAccepted> accepted) {
        this.store = store;
        this.sitemaps = sitemaps;
        this.config = config;
        this.accepted = accepted;
        this.turns = new Semaphore(config.readingsAtOnce(), true);
    }

    /// @param hash of the request that asked for it
    record Task(UUID batch, String tenant, URI sitemap, ScanOptions options, String hash) {}

    /// Comes back at once.
    void begin(Task task) {
        Blocking.call(
                        () -> {
                            read(task);
                            return null;
                        })
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                Log.warnf(
                                        "A sitemap's reading stopped batch=%s cause=%s",
                                        task.batch(), failure.getClass().getSimpleName()));
    }

    private void read(Task task) throws InterruptedException {
        while (!turns.tryAcquire(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS)) {
            store.touch(task.batch());
        }
        try {
            store.touch(task.batch());
            var pages = new BatchPages(config, chunk -> store.append(task.batch(), chunk));
            store(task, pages);
        } finally {
            turns.release();
        }
    }

    private void store(Task task, BatchPages pages) {
        try {
            sitemaps.read(task.sitemap(), listener(task.batch(), pages));
            if (pages.accepted() == 0) {
                var error = new ScanError("SITEMAP_EMPTY", "The sitemap names no page that can be audited.", false);
                store.fail(task.batch(), pages, error);
                return;
            }
            pages.flush();
            store.release(task.batch(), task.tenant(), pages, task.options(), task.hash());
            accepted.fire(ScanAccepted.many());
        } catch (SitemapFailure failure) {
            store.fail(task.batch(), pages, error(failure));
        } catch (Problem refusal) {
            var error = new ScanError(refusal.code().name(), String.valueOf(refusal.getMessage()), false);
            store.fail(task.batch(), pages, error);
        } catch (RuntimeException failure) {
            var incident = Incident.log("sitemap", failure);
            store.fail(
                    task.batch(),
                    pages,
                    new ScanError(
                            "UNEXPECTED", "Something went wrong on our side; the incident is " + incident + ".", true));
        }
    }

    private static ScanError error(SitemapFailure failure) {
        var mayPass =
                switch (failure.code()) {
                    case SITEMAP_UNREACHABLE, SITEMAP_TIMEOUT, SITEMAP_REFUSED -> true;
                    case SITEMAP_DENIED, SITEMAP_MALFORMED, SITEMAP_TOO_LARGE -> false;
                };
        return new ScanError(failure.code().name(), String.valueOf(failure.getMessage()), mayPass);
    }

    private SitemapListener listener(UUID batch, BatchPages pages) {
        return new SitemapListener() {
            @Override
            public void page(String address) {
                pages.take(address);
            }

            @Override
            public void refused(String address, String reason) {
                pages.refuse(address, reason);
            }

            @Override
            public void stillReading() {
                store.touch(batch);
            }
        };
    }
}
