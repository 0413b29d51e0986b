package dev.tandem.common.egress;

import dev.tandem.common.egress.EgressDenied.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Looks names up with an end to the waiting, which the resolver itself does not offer.
///
/// Each lookup has a platform thread of its own: the system's resolver blocks in native code, where it would hold the
/// carrier of a virtual thread. A lookup that nobody waits for any more keeps its permit until the resolver gives up,
/// so that dead name servers can't pile up threads.
final class DnsLookup {

    private static final int AT_ONCE = 64;

    private final HostResolver resolver;
    private final Duration timeout;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    DnsLookup(HostResolver resolver, Duration timeout) {
        this.resolver = resolver;
        this.timeout = timeout;
    }

    /// All addresses of the name, at least one.
    ///
    /// @throws EgressDenied with `NAME_NOT_RESOLVED` or `DNS_TIMEOUT`; an interrupted wait counts as a timeout and
    ///   leaves the thread interrupted
    List<InetAddress> lookUp(String host) throws EgressDenied {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!permits.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw timedOut(host);
            }
            return await(host, start(host), deadline - System.nanoTime());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw timedOut(host);
        }
    }

    private FutureTask<List<InetAddress>> start(String host) {
        var task = new FutureTask<>(() -> List.copyOf(resolver.resolve(host)));
        Thread.ofPlatform()
                .daemon()
                .name("dns-" + host)
                .start(() -> {
                    try {
                        task.run();
                    } finally {
                        permits.release();
                    }
                });
        return task;
    }

    private List<InetAddress> await(String host, FutureTask<List<InetAddress>> task, long nanos)
            throws EgressDenied, InterruptedException {
        try {
            var answers = task.get(nanos, TimeUnit.NANOSECONDS);
            if (answers.isEmpty()) {
                throw notResolved(host, null);
            }
            return answers;
        } catch (TimeoutException late) {
            throw timedOut(host);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unknown) {
                throw notResolved(host, unknown);
            }
            throw new IllegalStateException("The resolver failed on " + host, failed.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static EgressDenied notResolved(String host, @Nullable IOException cause) {
        var sentence = "The name \"%s\" does not exist or has no address.".formatted(host);
        return cause == null
                ? new EgressDenied(Reason.NAME_NOT_RESOLVED, sentence)
                : new EgressDenied(Reason.NAME_NOT_RESOLVED, sentence, cause);
    }

    private EgressDenied timedOut(String host) {
        return new EgressDenied(
                Reason.DNS_TIMEOUT,
                "The name servers gave no answer for \"%s\" within %d ms.".formatted(host, timeout.toMillis()));
    }
}
