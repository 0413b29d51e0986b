package dev.tandem.jobs.source;

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
        board = changed.token();
        boardIdentity = changed.identity();
    }

    void isCalled(String changed) {
        name = changed.strip();
    }
}
