package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.egress.EgressAllow;
import dev.tandem.common.egress.EgressGuard;
import dev.tandem.common.egress.HostResolver;
import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Provider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Careers pages behind the real guard.
class GuardedAddressesTest {

    private static final String PAGE =
            "<script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"title\":\"Cook\"}</script>";

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT/, DENIED_ADDRESS",
        "http://localhost:PORT/, DENIED_ADDRESS",
        "http://[::1]:PORT/, DENIED_ADDRESS",
        "http://[::ffff:127.0.0.1]:PORT/, DENIED_ADDRESS",
        "http://169.254.169.254/latest/, DENIED_ADDRESS",
        "http://public.example:22/, DENIED_ADDRESS",
        "http://rebound.example:PORT/, DENIED_ADDRESS",
        "http://nowhere.example/, UNREACHABLE",
    })
    void reachesNoAddressOfOurs(String page, Code code) {
        try (var server = StandIn.answering(200, "text/html", PAGE)) {
            // When
            var port = String.valueOf(server.address().getPort());
            var listing = server.fetch(Provider.JSON_LD, page.replace("PORT", port), guarded(""));

            // Then
            assertThat(listing)
                    .isInstanceOfSatisfying(
                            Listing.Failed.class,
                            failed -> assertThat(failed.why().code()).as(failed.why().message()).isEqualTo(code));
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void reachesWhatTheOperatorAllows() {
        try (var server = StandIn.answering(200, "text/html", PAGE)) {
            // When
            var listing = server.fetch(Provider.JSON_LD, server.address().toString(), guarded("127.0.0.0/8"));

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
        }
    }

    @Test
    void allowsNothingWhereNothingIsSet() {
        try (var server = StandIn.answering(200, "text/html", PAGE)) {
            // When
            var addresses = new GuardedAddresses(new EgressGuard(EgressAllow.parse(""), HostResolver.system()));

            // Then
            assertThat(server.fetch(Provider.JSON_LD, server.address().toString(), addresses))
                    .isInstanceOf(Listing.Failed.class);
        }
    }

    private static PageAddresses guarded(String allow) {
        HostResolver names =
                host ->
                        switch (host) {
                            case "public.example" -> List.of(InetAddress.getByName("93.184.215.14"));
                            case "rebound.example" ->
                                    List.of(InetAddress.getByName("93.184.215.14"), InetAddress.getByName("127.0.0.1"));
                            default -> throw new UnknownHostException(host);
                        };
        return new GuardedAddresses(new EgressGuard(EgressAllow.parse(allow), names));
    }
}
