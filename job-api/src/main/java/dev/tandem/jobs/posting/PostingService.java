package dev.tandem.jobs.posting;

import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads postings and notes what the user says about them. Each method is one statement, and so its own transaction.
@ApplicationScoped
class PostingService {

    private final PostingRepository postings;

    PostingService(PostingRepository postings) {
        this.postings = postings;
    }

    Uni<PostingView> get(String tenant, UUID id) {
        return postings.find(tenant, id).map(found -> found.orElseThrow(() -> PostingProblem.notFound(id)));
    }

    /// What has happened to a posting, newest first.
    Uni<Page<PostingChange>> changes(String tenant, UUID id, @Nullable String cursor, PageSize size) {
        var before = before(cursor);
        return get(tenant, id)
                .flatMap(known -> postings.changes(tenant, id, before, size))
                .map(rows -> Page.cut(rows, size.items(), change -> Cursor.of(change.id())));
    }

    private static @Nullable Long before(@Nullable String cursor) {
        var place = Cursor.decode(cursor, 1);
        try {
            return place == null ? null : Long.valueOf(place.parts().getFirst());
        } catch (NumberFormatException foreign) {
            throw Cursor.invalid();
        }
    }

    Uni<PostingView> mark(String tenant, UUID id, PostingStatus status) {
        return postings.mark(tenant, id, status)
                .flatMap(known -> known ? get(tenant, id) : Uni.createFrom().failure(PostingProblem.notFound(id)));
    }
}
