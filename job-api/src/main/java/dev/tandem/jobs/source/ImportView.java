package dev.tandem.jobs.source;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What an import did.
@Schema(name = "Import")
record ImportView(
        long added,
        @Schema(description = "Rows whose board is polled already, or that an earlier row names.") long duplicates,
        long refused,
        @Schema(description = "In the order of the file.") List<ImportRow> rows) {

    static ImportView of(List<ImportRow> rows) {
        return new ImportView(
                count(rows, ImportRow.Outcome.ADDED),
                count(rows, ImportRow.Outcome.EXISTS) + count(rows, ImportRow.Outcome.DUPLICATE),
                count(rows, ImportRow.Outcome.REFUSED),
                List.copyOf(rows));
    }

    private static long count(List<ImportRow> rows, ImportRow.Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
