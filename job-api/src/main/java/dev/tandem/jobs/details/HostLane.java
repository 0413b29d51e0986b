package dev.tandem.jobs.details;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.List;
import java.util.function.Consumer;

/// The details that one host is asked for: boards one after the other, as many requests at once as the host answers,
/// and what came of them handed on when there is enough of it to be stored, or some time has passed.
final class HostLane {

    private final UnicastProcessor<BoardDetails> boards = UnicastProcessor.create();
    private final Cancellable work;

    HostLane(DetailReader reader, DetailStore store, DetailConfig config, int perHost, Consumer<List<Detail>> stored) {
        this.work =
                boards.onItem()
                        .transformToMultiAndConcatenate(board ->
                                Multi.createFrom()
                                        .iterable(board.postings())
                                        .map(posting -> reader.read(board, posting)))
                        .onItem()
                        .transformToUni(reading -> reading)
                        .merge(perHost)
                        .group()
                        .intoLists()
                        .of(config.together(), config.storeWithin())
                        .onOverflow()
                        .bufferUnconditionally()
                        .onItem()
                        .transformToUniAndConcatenate(store::store)
                        .subscribe()
                        .with(stored);
    }

    synchronized void add(BoardDetails board) {
        boards.onNext(board);
    }

    synchronized void close() {
        boards.onComplete();
    }

    void cancel() {
        work.cancel();
    }
}
