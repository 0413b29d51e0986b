package dev.tandem.common.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.0/8, 127.255.255.255, true",
        "127.0.0.0/8, 128.0.0.0, false",
        "10.20.0.0/15, 10.21.255.255, true",
        "10.20.0.0/15, 10.22.0.0, false",
        "192.168.7.4, 192.168.7.4, true",
        "192.168.7.4, 192.168.7.5, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2a00::1, true",
        "::/0, 10.0.0.1, false",
        "fc00::/7, fdff:ffff::1, true",
        "fc00::/7, fe00::1, false",
        "::1, ::1, true",
        "::1, ::2, false",
    })
    void containsWhatItsPrefixCovers(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "010.0.0.0/8",
                "10.20.0.1/16",
                "::1/129",
                "fe80::1%1/64",
                "[::1]",
                "1.2.3.4.5",
            })
    void refusesWhatIsNoRange(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text)).withMessageEndingWith(".");
    }

    @Test
    void readsTheOperatorsList() {
        assertThat(EgressAllow.parse(" 127.0.0.0/8 ,10.20.0.0/16,, ::1/128,"))
                .extracting(AddressRange::toString)
                .containsExactly("127.0.0.0/8", "10.20.0.0/16", "0:0:0:0:0:0:0:1/128");
        assertThat(EgressAllow.parse(null)).isEmpty();
        assertThat(EgressAllow.parse("  ")).isEmpty();
    }

    @Test
    void namesTheSettingAndTheBadEntry() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EgressAllow.parse("127.0.0.0/8, intranet"))
                .withMessageContaining("EGRESS_ALLOW")
                .withMessageContaining("intranet");
    }
}
