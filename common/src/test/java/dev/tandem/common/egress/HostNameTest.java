package dev.tandem.common.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.egress.EgressDenied.Reason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostNameTest {

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesHostsInAnyOtherNotation(String host) {
        assertThat(denial(host).reason()).isEqualTo(Reason.MALFORMED_HOST);
    }

    @Test
    void refusesBlanksControlCharactersAndOverlongNames() {
        assertThat(denial("").reason()).isEqualTo(Reason.MALFORMED_HOST);
        assertThat(denial("exa mple.com").reason()).isEqualTo(Reason.MALFORMED_HOST);
        assertThat(denial("example.com\0")).hasMessageContaining("example.com?");
        assertThat(denial("a".repeat(64) + ".example").reason()).isEqualTo(Reason.MALFORMED_HOST);
        assertThat(denial("a.".repeat(130) + "example").reason()).isEqualTo(Reason.MALFORMED_HOST);
        assertThat(denial("a".repeat(100_000)).getMessage()).hasSizeLessThan(250);
    }

    private static Stream<String> malformed() {
        return words(
                """
                0x7f.1 0x7f.0.0.1 0x7f000001 0X7F000001 2130706433 127.1 127.0.1 0177.0.0.1 017700000001 127.0.0.01
                127.0.0.1. 127.0.0.256 1.2.3.4.5 08.8.8.8 8.8.8.8. 0 0x 1.0x a.1 a.0x7f site.example.123
                999999999999 +127.0.0.1 127.0.0.1%00 . .. .example.com a..b example.com.. a@b.example
                user:pw@site.example site.example:80 site.example/ 127。0。0。1 １２７.0.0.1 bücher.example
                %31%32%37.0.0.1 ::1 2a00::1 [::1 ::1] [] [::1%eth0] [fe80::1%251] [127.0.0.1] [1.2.3.4 [v1.x] [::g]
                [[::1]] [:::1] site\\.example site.example# site.example?
                """);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.strip().split("\\s+"));
    }

    private static EgressDenied denial(String host) {
        try {
            throw new AssertionError(host + " was taken for " + HostName.parse(host));
        } catch (EgressDenied denied) {
            return denied;
        }
    }
}
