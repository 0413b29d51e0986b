package dev.tandem.jobs.source;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The board behind a careers page.
@Schema(name = "Recognised")
record RecognisedView(
        Provider provider,
        @Schema(description = "As the provider knows it; good for `POST /sources`.") String board,
        BoardLookup.How how,
        @Schema(description = "What the provider calls it, where it tells.") @Nullable String boardName,
        @Schema(description = "Other boards that the page leads to.") List<Other> others) {

    RecognisedView {
        others = List.copyOf(others);
    }

    @Schema(name = "OtherBoard")
    record Other(Provider provider, String board) {}

    static RecognisedView of(BoardLookup.Found found, BoardLookup.OwnName own) {
        return new RecognisedView(
                found.board().provider(),
                found.board().token(),
                found.how(),
                own.name(),
                found.others().stream().map(other -> new Other(other.provider(), other.token())).toList());
    }
}
