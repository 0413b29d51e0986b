package dev.tandem.jobs.client;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/// Collects a response's body up to a limit.
///
/// Beyond the limit it fails at once and reads no further: a queue that is full for ever pauses the connection, which
/// the client then closes as silent. Failing the write instead would make the client read the rest to its end, and a
/// body may have none.
final class CappedBody implements BodyCodec<Body>, BodyStream<Body> {

    private final int limit;
    private final Body collected = new Body();
    private final Promise<Body> whole = Promise.promise();
    private final Promise<Void> overflow = Promise.promise();
    private volatile boolean stopped;

    /// @param limit in bytes, after decompression
    CappedBody(int limit) {
        this.limit = limit;
    }

    /// Fails when the limit is passed, and never succeeds.
    Future<Void> overflow() {
        return overflow.future();
    }

    /// Reads no further, for a body that nobody waits for any more.
    void stop() {
        stopped = true;
    }

    @Override
    public void create(Handler<AsyncResult<BodyStream<Body>>> handler) {
        handler.handle(Future.succeededFuture(this));
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        if (!stopped && collected.length() + (long) chunk.length() > limit) {
            stopped = true;
            overflow.tryFail(
                    new FetchException(
                            FetchFailure.Code.TOO_LARGE,
                            "The answer is longer than %d bytes, so nothing of it was used.".formatted(limit)));
        }
        if (!stopped) {
            collected.append(chunk);
        }
        return Future.succeededFuture();
    }

    @Override
    public void write(Buffer chunk, Handler<AsyncResult<Void>> handler) {
        write(chunk).onComplete(handler);
    }

    @Override
    public boolean writeQueueFull() {
        return stopped;
    }

    @Override
    public void end(@Nullable Handler<AsyncResult<Void>> handler) {
        whole.tryComplete(collected);
        if (handler != null) {
            handler.handle(Future.succeededFuture());
        }
    }

    @Override
    public void handle(Throwable failure) {
        whole.tryFail(failure);
    }

    @Override
    public Future<Body> result() {
        return whole.future();
    }

    @Override
    public CappedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public CappedBody setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public CappedBody drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
