package dev.tandem.jobs.poll;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Incident;
import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.health.HealthConfig;
import dev.tandem.jobs.health.HealthRow;
import dev.tandem.jobs.health.Sighting;
import dev.tandem.jobs.source.Averages;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.BoardLookup;
import dev.tandem.jobs.source.BoardNote;
import dev.tandem.jobs.source.BoardNotes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Draws from a poll's listings how the boards themselves are, looks where those have gone that seem to have moved, and
/// writes it down. Nothing of it archives a posting.
@ApplicationScoped
class BoardWatch {

    private static final int LOOKED_AT_ONCE = 6;

    private final BoardLookup lookup;
    private final BoardNotes notes;
    private final HealthConfig rules;

    BoardWatch(BoardLookup lookup, BoardNotes notes, HealthConfig rules) {
        this.lookup = lookup;
        this.notes = notes;
        this.rules = rules;
    }

    /// Never fails: how boards are is worth knowing, and no reason for a poll to fail.
    ///
    /// @param at the instant of the poll
    Uni<Void> note(List<SourceReading> readings, Instant at) {
        return Multi.createFrom()
                .iterable(Sightings.withoutIncidents(readings))
                .onItem()
                .transformToUni(reading -> note(reading, at))
                .merge(LOOKED_AT_ONCE)
                .collect()
                .asList()
                .flatMap(all ->
                        Blocking.<Void>call(() -> {
                            notes.write(all, at);
                            return null;
                        }))
                .onFailure()
                .invoke(failure -> Incident.log("notes about boards", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<BoardNote> note(SourceReading reading, Instant at) {
        var source = reading.source();
        var health = source.standing().health().seen(reading.sighting(), at, source.lastSuccessAt(), rules);
        return movedTo(reading, health)
                .map(moved ->
                        new BoardNote(
                                source.id(),
                                source.token(),
                                health,
                                moved.orElse(null),
                                reading.outcome().listed() > 0,
                                averages(reading)));
    }

    private Uni<Optional<String>> movedTo(SourceReading reading, BoardHealth health) {
        var source = reading.source();
        var target = reading.visit().movedTo();
        var redirect = target == null ? Optional.<String>empty() : redirect(source.board(), target);
        if (redirect.isPresent() || reading.sighting() instanceof Sighting.Listed) {
            return Uni.createFrom().item(redirect);
        }
        var before = Optional.ofNullable(source.standing().movedTo());
        var counted = HealthRow.of(health).strikes() > HealthRow.of(source.standing().health()).strikes();
        var worse = health.state() != source.standing().health().state();
        // Looked for as often as a look at the board itself counts, which is a few times a day.
        return !rules.lookForMoved() || !counted && !worse
                ? Uni.createFrom().item(before)
                : lookup.movedTo(source.board())
                        .map(found -> found.map(Board::page).map(URI::toString).or(() -> before));
    }

    /// A provider's redirect to another spelling of the same board is no move.
    private static Optional<String> redirect(Board board, URI target) {
        var there = Board.ofAddress(target.toString());
        if (there.isPresent()) {
            return there.filter(other -> !other.isSameAs(board)).map(Board::page).map(URI::toString);
        }
        return plain(board.page()).equals(plain(target)) ? Optional.empty() : Optional.of(target.toString());
    }

    private static String plain(URI page) {
        var host = String.valueOf(page.getHost()).replaceFirst("(?i)^www\\.", "");
        return (host + String.valueOf(page.getRawPath()).replaceAll("/+$", "")).toLowerCase(Locale.ROOT);
    }

    private static @Nullable Averages averages(SourceReading reading) {
        var outcome = reading.outcome();
        var requests = reading.visit().requests();
        if (outcome.error() != null) {
            return null;
        }
        // Details cost what the requests for the list did.
        var all = requests + reading.lackingDetails();
        var hostMillis = reading.visit().hostTime().toMillis() * all / Math.max(1, requests);
        return Averages.of(reading.source().standing().averages(), outcome.listed(), outcome.millis(), all, hostMillis);
    }
}
