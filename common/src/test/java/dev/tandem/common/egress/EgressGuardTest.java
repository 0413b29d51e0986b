package dev.tandem.common.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tandem.common.egress.EgressDenied.Reason;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
    private static final InetAddress OWN = InetAddress.ofLiteral("93.184.215.99");

    private final Map<String, List<InetAddress>> names = new HashMap<>();

    @ParameterizedTest
    @MethodSource("special")
    void deniesSpecialAddressesWrittenOutAndLookedUp(String address) {
        // Given
        names.put("site.example", List.of(InetAddress.ofLiteral(address)));

        // Then
        assertThat(denial(literal(address)).reason()).isEqualTo(Reason.DENIED_ADDRESS);
        assertThat(denial("site.example").reason()).isEqualTo(Reason.DENIED_ADDRESS);
        assertThat(denial("site.example")).message().doesNotContain(address + " ").endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void allowsPublicAddresses(String address) throws EgressDenied {
        // Given
        var wanted = InetAddress.ofLiteral(address);
        names.put("site.example", List.of(wanted));

        // Then
        assertThat(guard("").resolve(literal(address))).containsExactly(wanted);
        assertThat(guard("").resolve("site.example")).containsExactly(wanted);
    }

    @ParameterizedTest
    @MethodSource("internal")
    void deniesInternalNamesWhateverTheyResolveTo(String host) {
        // Given
        names.put(host.toLowerCase(Locale.ROOT).replaceAll("\\.$", ""), List.of(PUBLIC));

        // Then
        assertThat(denial(host).reason()).isEqualTo(Reason.DENIED_NAME);
        assertThat(denial("10.0.0.0/8", host).reason()).isEqualTo(Reason.DENIED_NAME);
    }

    @Test
    void letsInternalNamesThroughIntoTheOperatorsRangesAndNowhereElse() throws EgressDenied {
        // Given
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        var elsewhere = InetAddress.ofLiteral("10.0.0.1");
        names.put("localhost", List.of(elsewhere, loopback, PUBLIC));

        // When
        var addresses = guard("127.0.0.0/8,::1/128").resolve("localhost");

        // Then
        assertThat(addresses).containsExactly(loopback);
    }

    @Test
    void resolvesTheRealLocalhostForOneWhoAllowsLoopback() throws EgressDenied {
        // Given
        var guard = new EgressGuard(EgressAllow.parse("127.0.0.0/8,::1/128"), HostResolver.system());

        // Then
        assertThat(guard.resolve("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1",
        "127.0.0.2, 127.0.0.2",
        "10.20.0.0/16, 10.20.255.255",
        "::1/128, [::1]",
        "fd00::/8, [fd12::1]",
        "'64:ff9b::/96,10.0.0.0/8', [64:ff9b::a00:1]",
        "64:ff9b::/96, [64:ff9b::5db8:d70e]",
        "127.0.0.0/8, [::ffff:127.0.0.1]",
        "93.184.215.99, 93.184.215.99",
    })
    void allowsTheOperatorsRanges(String allow, String host) throws EgressDenied {
        assertThat(guard(allow).resolve(host)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, 127.0.0.1",
        "127.0.0.0/8, [::1]",
        "127.0.0.0/8, [64:ff9b::7f00:1]",
        "64:ff9b::/96, [64:ff9b::7f00:1]",
        "64:ff9b::/96, [64:ff9b::a9fe:a9fe]",
        "64:ff9b:1::/48, [64:ff9b:1::a00:1]",
        "2002::/16, [2002:7f00:1::]",
        "2001::/32, [2001:0:7f00:1::]",
        "2001::/32, [2001:0:5db8:d70e::80ff:fffe]",
        "::/96, [::7f00:1]",
        "127.0.0.2, [::ffff:127.0.0.1]",
        "10.0.0.0/8, [::ffff:93.184.215.14]",
    })
    void judgesAnAllowedAddressByTheAddressWithinIt(String allow, String host) {
        assertThat(denial(allow, host).reason()).isEqualTo(Reason.DENIED_ADDRESS);
    }

    @Test
    void judgesMappedAddressesThatAResolverHandsOutAsSuch() throws UnknownHostException {
        // Given
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        names.put("site.example", List.of(Inet6Address.getByAddress(null, mapped, -1)));

        // Then
        assertThat(denial("site.example").reason()).isEqualTo(Reason.DENIED_ADDRESS);
        assertThat(denial("127.0.0.0/8", "site.example").reason()).isEqualTo(Reason.DENIED_ADDRESS);
    }

    @Test
    void deniesTheWholeNameForOneDeniedAnswer() {
        // Given
        names.put("site.example", List.of(PUBLIC, InetAddress.ofLiteral("10.0.0.1")));

        // Then
        assertThat(denial("site.example").reason()).isEqualTo(Reason.DENIED_ADDRESS);
    }

    @Test
    void returnsAllAnswersOfAGoodNameInOrder() throws EgressDenied {
        // Given
        var second = InetAddress.ofLiteral("2606:2800:220:1::1");
        names.put("site.example", List.of(PUBLIC, second));

        // Then
        assertThat(guard("").resolve("Site.Example.")).containsExactly(PUBLIC, second);
    }

    @Test
    void deniesThisMachinesOwnAddressesUnlessAllowed() throws Exception {
        // Given
        names.put("site.example", List.of(OWN));

        // Then
        assertThat(denial("site.example").reason()).isEqualTo(Reason.DENIED_ADDRESS);
        assertThat(denial(OWN.getHostAddress())).hasMessageContaining("this machine itself");
        assertThat(guard("93.184.0.0/16").resolve("site.example")).containsExactly(OWN);
    }

    @Test
    void tellsAnUnknownNameFromASlowNameServer() {
        // Given
        var never = new CountDownLatch(1);
        HostResolver silent =
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                };
        var slow = new EgressGuard(List.of(), silent, address -> false, Duration.ofMillis(50));
        names.put("empty.example", List.of());

        // Then
        assertThat(denial("nowhere.example").reason()).isEqualTo(Reason.NAME_NOT_RESOLVED);
        assertThat(denial("empty.example").reason()).isEqualTo(Reason.NAME_NOT_RESOLVED);
        assertThatExceptionOfType(EgressDenied.class)
                .isThrownBy(() -> slow.resolve("slow.example"))
                .satisfies(denied -> assertThat(denied.reason()).isEqualTo(Reason.DNS_TIMEOUT));
    }

    @Test
    void neverTakesABrokenResolverForAnAnswer() {
        var broken = new EgressGuard(List.of(), host -> List.of(PUBLIC, (InetAddress) null));

        assertThatIllegalStateException().isThrownBy(() -> broken.resolve("site.example"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 21, 22, 23, 25, 53, 110, 143, 465, 587, 2049, 5060, 6000, 6667, 10080, 65_536})
    void deniesPortsOfOtherServices(int port) {
        assertThatExceptionOfType(EgressDenied.class)
                .isThrownBy(() -> guard("").resolve("93.184.215.14", port))
                .satisfies(denied -> assertThat(denied.reason()).isEqualTo(Reason.DENIED_PORT));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443, 3000, 8080, 8443, 65_535})
    void allowsPortsOfTheWeb(int port) throws EgressDenied {
        assertThat(guard("").resolve("93.184.215.14", port)).containsExactly(PUBLIC);
    }

    private EgressDenied denial(String host) {
        return denial("", host);
    }

    private EgressDenied denial(String allow, String host) {
        try {
            throw new AssertionError(host + " was let through to " + guard(allow).resolve(host));
        } catch (EgressDenied denied) {
            return denied;
        }
    }

    private EgressGuard guard(String allow) {
        return new EgressGuard(EgressAllow.parse(allow), this::lookUp, OWN::equals, Duration.ofSeconds(5));
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        var answers = names.get(host);
        if (answers == null) {
            throw new UnknownHostException(host);
        }
        return answers;
    }

    private static String literal(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /// First and last address of every denied range, then what lies outside all that IANA gives out, then ISATAP.
    private static Stream<String> special() {
        return words(
                """
                0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.0.0.1
                127.255.255.255 169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0
                192.0.0.255 192.0.2.0 192.0.2.255 192.88.99.0 192.88.99.255 192.168.0.0 192.168.255.255 198.18.0.0
                198.19.255.255 198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255 224.0.0.0 239.255.255.255
                240.0.0.0 255.255.255.254 255.255.255.255 :: ::1 ::7f00:1 ::5db8:d70e 64:ff9b:: 64:ff9b::7f00:1
                64:ff9b::a9fe:a9fe 64:ff9b::5db8:d70e 64:ff9b:1:: 64:ff9b:1:ffff:ffff:ffff:ffff:ffff 100::1 2001::1
                2001:0:5db8:d70e::f5ff:fffe 2001:10::1 2001:20::1 2001:1ff:ffff::1 2001:db8::1 2001:db8:ffff::1
                2002::1 2002:7f00:1::1 2002:5db8:d70e::1 3fff::1 3fff:fff:ffff::1 fc00::1 fdff:ffff::1 fe80::1
                febf::1 fec0::1 feff::1 ff00::1 ff02::fb ffff::1 1::1 200::1 4000::1 5f00::1 8000::1
                2a00:1450::5efe:a00:1 2a00:1450::200:5efe:7f00:1
                """);
    }

    /// The neighbours of the denied ranges.
    private static Stream<String> neighbours() {
        return words(
                """
                1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
                169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0
                192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255
                203.0.114.0 223.255.255.255 93.184.215.14 2000::1 2001:200::1 2001:db7::1 2001:db9::1 2003::1
                2606:2800:220:1::1 2a00:1450:4001::200e 3ffe::1 3fff:1000::1 2a00:1450::5efe:5db8:d70e
                """);
    }

    private static Stream<String> internal() {
        return words(
                """
                localhost LOCALHOST localhost. a.localhost a.b.LocalHost. metadata.google.internal
                metadata.google.internal. db.internal x.railway.internal intranet metadata ip6-localhost
                """);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.strip().split("\\s+"));
    }
}
