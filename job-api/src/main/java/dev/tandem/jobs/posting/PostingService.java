package dev.tandem.jobs.posting;

import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Finds postings and notes what the user says about them. Each method is one statement, and so its own transaction.
@ApplicationScoped
public class PostingService {

    private final PostingRepository postings;

    PostingService(PostingRepository postings) {
        this.postings = postings;
    }

    public Uni<Page<PostingView>> search(String tenant, PostingQuery query, PageSize size) {
        return postings.search(tenant, query, size)
                .map(rows ->
                        Page.cut(rows, size.items(), row -> Cursor.of(row.place().publishedAt(), row.place().id()))
                                .map(PostingRepository.FoundPosting::view));
    }

    Uni<PostingView> get(String tenant, UUID id) {
        return postings.find(tenant, id).map(found -> found.orElseThrow(() -> PostingProblem.notFound(id)));
    }

    Uni<PostingView> mark(String tenant, UUID id, PostingStatus status) {
        return postings.mark(tenant, id, status)
                .flatMap(known -> known ? get(tenant, id) : Uni.createFrom().failure(PostingProblem.notFound(id)));
    }
}
