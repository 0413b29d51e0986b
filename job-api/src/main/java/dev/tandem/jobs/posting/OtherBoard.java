package dev.tandem.jobs.posting;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The same job on another board.
@Schema(name = "AlsoOn")
public record OtherBoard(
        @Schema(description = "The id of that posting.") UUID id,
        @Schema(description = "The source that lists it.") UUID source,
        String sourceName,
        String url) {}
