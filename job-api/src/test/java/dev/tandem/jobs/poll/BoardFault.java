package dev.tandem.jobs.poll;

import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.http.HttpServerRequest;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One way in which a board goes wrong, and what a poll has to say of it.
///
/// @param name of the board, in small letters, digits and hyphens
/// @param outcome with the reason
/// @param code the reason, null where the listing has to be believed
record BoardFault(
        String name, Provider provider, SourceOutcome.Kind outcome, @Nullable Code code, Answering answering) {

    /// How a board answers while the fault lasts.
    interface Answering {

        /// @param offset of the page, 0 where there are none
        void answer(HttpServerRequest request, int offset);
    }

    @Override
    public String toString() {
        return name;
    }

    /// The board cannot be read at all.
    static BoardFault failing(String name, Provider provider, Code code, Answering answering) {
        return new BoardFault(name, provider, SourceOutcome.Kind.FAILED, code, answering);
    }

    /// A part of the board can be read.
    static BoardFault partial(String name, Provider provider, Code code, Answering answering) {
        return new BoardFault(name, provider, SourceOutcome.Kind.PARTIAL, code, answering);
    }

    /// Nothing tells that the answer is wrong.
    static BoardFault plausible(String name, Provider provider, Answering answering) {
        return new BoardFault(name, provider, SourceOutcome.Kind.COMPLETE, null, answering);
    }

    /// The postings that are listed while nothing is wrong.
    static int[] all(Provider provider) {
        return first(
                switch (provider) {
                    case GREENHOUSE, LEVER, ASHBY -> 12;
                    case WORKDAY -> 45;
                    case SMARTRECRUITERS -> 120;
                    case JSON_LD -> 5;
                });
    }

    static int[] first(int count) {
        return IntStream.range(0, count).toArray();
    }
}
