package dev.tandem.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Terms;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentHashTest {

    @Test
    void tellsEveryVisibleDifference() {
        // Given
        var hashes = new HashSet<String>();
        var postings =
                List.of(
                        posting("Cook", List.of("A"), List.of(), null, null),
                        posting("Cooks", List.of("A"), List.of(), null, null),
                        posting("Cook", List.of(), List.of(), null, null),
                        posting("Cook", List.of("A", "B"), List.of(), null, null),
                        posting("Cook", List.of("AB"), List.of(), null, null),
                        posting(
                                "Cook",
                                List.of("A"),
                                List.of(new PostingLocation("Oslo", null, null, "NO")),
                                null,
                                null),
                        posting("Cook", List.of("A"), List.of(), "1000", null),
                        posting("Cook", List.of("A"), List.of(), "1000.5", null));

        // When
        postings.forEach(posting -> hashes.add(hash(posting)));

        // Then
        assertThat(hashes).hasSameSizeAs(postings);
    }

    @Test
    void overlooksTheProvidersTimeOfChangeAndZerosBehindThePoint() {
        var one = posting("Cook", List.of(), List.of(), "1000", Instant.EPOCH);
        var other = posting("Cook", List.of(), List.of(), "1000.00", Instant.EPOCH.plusSeconds(1));

        assertThat(hash(one)).isEqualTo(hash(other));
    }

    private static String hash(ListedPosting posting) {
        return ContentHash.of(posting);
    }

    private static ListedPosting posting(
            String title,
            List<String> departments,
            List<PostingLocation> locations,
            @Nullable String salary,
            @Nullable Instant updatedAt) {
        return new ListedPosting(
                "1",
                null,
                title,
                null,
                departments,
                locations,
                new Terms(
                        null,
                        null,
                        null,
                        salary == null ? null : new Salary(new BigDecimal(salary), null, "NOK", SalaryPeriod.MONTH)),
                null,
                updatedAt,
                Description.NONE,
                URI.create("https://boards.example.com/1"),
                null);
    }
}
