package dev.tandem.jobs.listing;

import io.quarkus.logging.Log;

/// Carries a failure from where it is noticed to the fetcher, which turns it into a listing. Stackless, because it says
/// all there is to say in its sentence.
public final class FetchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient FetchFailure failure;

    public FetchException(FetchFailure.Code code, String message) {
        this(new FetchFailure(code, message));
    }

    public FetchException(FetchFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public FetchFailure failure() {
        return failure;
    }

    /// What any throwable means for a board; one that is not ours is a fault in this code and goes to the log.
    public static FetchFailure of(Throwable thrown) {
        if (thrown instanceof FetchException known) {
            return known.failure();
        }
        Log.error("A fetch failed in a way that nobody foresaw", thrown);
        return new FetchFailure(FetchFailure.Code.INTERNAL, "The board could not be read because of a fault of ours.");
    }
}
