package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.postings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.health.Sighting;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SightingsTest {

    @Test
    void aListTellsThatABoardIsThere() {
        assertThat(Sightings.of(new Listing.Complete(postings(1)))).isEqualTo(Sighting.LISTED);
        assertThat(Sightings.of(new Listing.Partial(postings(1), why(FetchFailure.Code.INCOMPLETE_PAGES))))
                .isEqualTo(Sighting.LISTED);
        assertThat(Sightings.of(new Listing.Complete(List.of()))).isEqualTo(Sighting.EMPTY);
        assertThat(Sightings.of(new Listing.Partial(List.of(), why(FetchFailure.Code.EMPTY_UNKNOWN))))
                .isEqualTo(Sighting.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(FetchFailure.Code.class)
    void onlyTheProvidersOwnWordSaysThatABoardIsGone(FetchFailure.Code code) {
        var sighting = Sightings.of(new Listing.Failed(why(code)));

        switch (code) {
            case UNKNOWN_BOARD -> assertThat(sighting).isEqualTo(Sighting.UNKNOWN);
            case REDIRECTED_AWAY -> assertThat(sighting).isEqualTo(Sighting.AWAY);
            default -> assertThat(sighting).isEqualTo(Sighting.UNCLEAR);
        }
    }

    private static FetchFailure why(FetchFailure.Code code) {
        return new FetchFailure(code, "That is how it is.");
    }
}
