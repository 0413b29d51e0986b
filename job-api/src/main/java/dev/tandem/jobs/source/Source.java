package dev.tandem.jobs.source;

import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.health.HealthRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// A board that a tenant wants polled. Only what changed is written, because a poll stamps its two times meanwhile.
@Entity
@Table(name = "source")
@DynamicUpdate
class Source {

    @Id UUID id;

    String tenant;

    String name;

    @Enumerated(EnumType.STRING)
    Provider provider;

    String board;

    @Column(name = "board_identity")
    String boardIdentity;

    boolean enabled;

    /// JSON of a [dev.tandem.jobs.archive.PolicyOverride]; null when nothing is different.
    @Column(name = "archive_policy")
    @Nullable String archivePolicy;

    @Column(name = "last_attempt_at", insertable = false, updatable = false)
    @Nullable Instant lastAttemptAt;

    @Column(name = "last_success_at", insertable = false, updatable = false)
    @Nullable Instant lastSuccessAt;

    @Column(name = "last_listing_at", insertable = false, updatable = false)
    @Nullable Instant lastListingAt;

    /// What the provider calls it.
    @Column(name = "board_name")
    @Nullable String boardName;

    @Enumerated(EnumType.STRING)
    BoardHealth.State health;

    @Column(name = "health_reason")
    @Enumerated(EnumType.STRING)
    BoardHealth.@Nullable Reason healthReason;

    @Column(name = "health_since")
    @Nullable Instant healthSince;

    @Column(name = "health_strikes")
    int healthStrikes;

    @Column(name = "health_strike_at")
    @Nullable Instant healthStrikeAt;

    @Column(name = "moved_to")
    @Nullable String movedTo;

    @Column(name = "average_listed", insertable = false, updatable = false)
    @Nullable Double averageListed;

    @Column(name = "average_millis", insertable = false, updatable = false)
    @Nullable Double averageMillis;

    @Column(name = "poll_every_millis")
    @Nullable Long pollEveryMillis;

    @Column(name = "removed_at")
    @Nullable Instant removedAt;

    static Source of(String tenant, Board board) {
        var source = new Source();
        source.id = TimeOrderedId.next();
        source.tenant = tenant;
        source.provider = board.provider();
        source.reads(board);
        return source;
    }

    /// Reads this board from now on; its postings go on under the same source.
    void reads(Board changed) {
        if (!changed.token().equals(board)) {
            boardName = null;
            movedTo = null;
            isWell(BoardHealth.FINE);
        }
        board = changed.token();
        boardIdentity = changed.identity();
    }

    void isWell(BoardHealth now) {
        var row = HealthRow.of(now);
        health = row.state();
        healthReason = row.reason();
        healthSince = row.since();
        healthStrikes = row.strikes();
        healthStrikeAt = row.strikeAt();
    }

    void isCalled(String changed) {
        name = changed.strip();
    }
}
