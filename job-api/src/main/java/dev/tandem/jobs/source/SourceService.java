package dev.tandem.jobs.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.common.problem.Problem;
import dev.tandem.jobs.archive.ArchiveConfig;
import dev.tandem.jobs.archive.PolicyOverride;
import dev.tandem.jobs.health.BoardHealth;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// Keeps the sources of each tenant. All methods are transactions of their own.
@ApplicationScoped
public class SourceService {

    private static final Duration LONGEST_INTERVAL = Duration.ofDays(31);

    private final SourceRepository sources;
    private final ArchiveConfig archive;
    private final ObjectMapper json;
    private final InstantSource clock = InstantSource.system();

    SourceService(SourceRepository sources, ArchiveConfig archive, ObjectMapper json) {
        this.sources = sources;
        this.archive = archive;
        this.json = json;
    }

    @WithSession
    public Uni<Page<SourceView>> page(String tenant, @Nullable String cursor, PageSize size) {
        return sources.findPage(tenant, after(cursor), size.rows())
                .map(rows -> Page.cut(rows, size.items(), source -> Cursor.of(source.id)).map(this::view));
    }

    @WithSession
    Uni<SourceView> get(String tenant, UUID id) {
        return found(tenant, id).map(this::view);
    }

    /// Adds a source. A board that was removed earlier comes back as the same source, with what people said about its
    /// postings.
    ///
    /// @param own what the provider calls the board
    @WithTransaction
    Uni<SourceView> create(String tenant, CreateSource wanted, Board board, BoardLookup.OwnName own) {
        return sources.findByBoard(tenant, board)
                .flatMap(known -> {
                    if (!known.isEmpty() && known.getFirst().removedAt == null) {
                        return Uni.createFrom().failure(SourceProblem.exists(board));
                    }
                    var source = known.isEmpty() ? Source.of(tenant, board) : known.getFirst();
                    source.removedAt = null;
                    source.reads(board);
                    source.isCalled(Objects.requireNonNull(wanted.name()));
                    source.enabled = !Boolean.FALSE.equals(wanted.enabled());
                    source.boardName = own.name();
                    if (own.isUnknown()) {
                        var now = clock.instant();
                        source.isWell(new BoardHealth.Suspect(now, BoardHealth.Reason.UNKNOWN_BOARD, 1, now));
                    }
                    return store(source, board);
                });
    }

    @WithTransaction
    Uni<SourceView> change(String tenant, UUID id, ChangeSource change) {
        return found(tenant, id)
                .flatMap(source -> {
                    var board = change.board() == null ? null : board("board", source.provider, change.board());
                    if (board != null) {
                        source.reads(board);
                    }
                    if (change.name() != null) {
                        source.isCalled(change.name());
                    }
                    if (change.enabled() != null) {
                        source.enabled = change.enabled();
                    }
                    if (change.pollEvery() != null) {
                        source.pollEveryMillis = pollEvery(change.pollEvery());
                    }
                    if (change.archive() != null) {
                        source.archivePolicy = stored(change.archive());
                    }
                    return store(source, new Board(source.provider, source.board));
                });
    }

    /// Takes a source off the list. Its postings are kept: those that the user saved, applied to or archived stay in
    /// the user's lists, the others are shown again only if the board comes back.
    @WithTransaction
    Uni<Void> remove(String tenant, UUID id) {
        return sources.remove(tenant, id)
                .flatMap(removed ->
                        removed ? Uni.createFrom().voidItem() : Uni.createFrom().failure(SourceProblem.notFound(id)));
    }

    private Uni<Source> found(String tenant, UUID id) {
        return sources.findOne(tenant, id).map(found -> found.orElseThrow(() -> SourceProblem.notFound(id)));
    }

    /// Two requests may both have found the board free; the index then decides.
    private Uni<SourceView> store(Source source, Board board) {
        return sources.persistAndFlush(source)
                .map(this::view)
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> SourceProblem.exists(board));
    }

    private SourceView view(Source source) {
        try {
            var own = source.archivePolicy == null ? null : json.readValue(source.archivePolicy, PolicyOverride.class);
            return SourceView.from(source, own);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Only this class writes policies.", impossible);
        }
    }

    /// @return null when it changes nothing
    private @Nullable String stored(PolicyOverride wanted) {
        try {
            var usual = archive.policy();
            return wanted.over(usual).equals(usual) ? null : json.writeValueAsString(wanted);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid("archive", Objects.requireNonNull(refused.getMessage()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A policy is plain data.", impossible);
        }
    }

    /// @return null for no time at all
    private static @Nullable Long pollEvery(Duration wanted) {
        if (wanted.isNegative() || wanted.compareTo(LONGEST_INTERVAL) > 0) {
            throw Problem.invalid("pollEvery", "is from PT0S to %s.".formatted(LONGEST_INTERVAL));
        }
        return wanted.isZero() ? null : wanted.toMillis();
    }

    static Board board(String field, Provider provider, String text) {
        try {
            return Board.parse(provider, text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid(field, Objects.requireNonNull(refused.getMessage()));
        }
    }

    private static @Nullable UUID after(@Nullable String cursor) {
        var place = Cursor.decode(cursor, 1);
        try {
            return place == null ? null : UUID.fromString(place.parts().getFirst());
        } catch (IllegalArgumentException foreign) {
            throw Cursor.invalid();
        }
    }
}
