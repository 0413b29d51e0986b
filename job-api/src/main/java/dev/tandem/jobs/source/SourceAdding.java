package dev.tandem.jobs.source;

import dev.tandem.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Adds a source after a look at its board, which takes the web's time and so is no part of a transaction. What the
/// look brings is said and refuses nothing.
@ApplicationScoped
class SourceAdding {

    private final SourceService sources;
    private final BoardLookup lookup;

    SourceAdding(SourceService sources, BoardLookup lookup) {
        this.sources = sources;
        this.lookup = lookup;
    }

    Uni<SourceView> add(String tenant, CreateSource wanted) {
        // What the web brings may come on any thread, and Hibernate works on the request's own alone.
        var request = Vertx.currentContext();
        return board(wanted)
                .flatMap(board -> lookup.ownName(board).map(own -> new Looked(board, own)))
                .emitOn(work -> runOn(request, work))
                .flatMap(looked -> sources.create(tenant, wanted, looked.board(), looked.own()));
    }

    private record Looked(Board board, BoardLookup.OwnName own) {}

    private static void runOn(@Nullable Context context, Runnable work) {
        if (context == null) {
            work.run();
        } else {
            context.runOnContext(ignored -> work.run());
        }
    }

    private Uni<Board> board(CreateSource wanted) {
        var text = Objects.requireNonNull(wanted.board());
        var provider = wanted.provider();
        if (provider != null) {
            return Uni.createFrom().item(() -> SourceService.board("board", provider, text));
        }
        return wanted.isBareAddress()
                ? recognise("board", text).map(BoardLookup.Found::board)
                : Uni.createFrom().failure(Problem.invalid("provider", "is missing, and no address tells it."));
    }

    /// Finds the board behind an address, and its name.
    Uni<RecognisedView> look(RecognisePage page) {
        return recognise("url", Objects.requireNonNull(page.url()))
                .flatMap(found -> lookup.ownName(found.board()).map(own -> RecognisedView.of(found, own)));
    }

    private Uni<BoardLookup.Found> recognise(String field, String address) {
        return Uni.createFrom()
                .item(() -> URI.create(SourceService.board(field, Provider.JSON_LD, address).token()))
                .flatMap(page ->
                        lookup.recognise(page)
                                .onFailure(IllegalArgumentException.class)
                                .transform(refused -> Problem.invalid(field, String.valueOf(refused.getMessage()))));
    }
}
