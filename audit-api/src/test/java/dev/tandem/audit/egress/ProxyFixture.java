package dev.tandem.audit.egress;

import dev.tandem.common.egress.EgressAllow;
import dev.tandem.common.egress.EgressGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A proxy whose names are the test's.
public final class ProxyFixture implements AutoCloseable {

    public static final EgressLimits LIMITS =
            new EgressLimits(
                    300,
                    64,
                    100_000_000,
                    5_000_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));

    private final Map<String, List<List<InetAddress>>> names = new ConcurrentHashMap<>();
    private final Map<String, Integer> lookups = new ConcurrentHashMap<>();
    public final EgressProxy proxy;

    public ProxyFixture(String allow) {
        try {
            proxy = new EgressProxy(new EgressGuard(EgressAllow.parse(allow), this::resolve));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// @param answers what successive look-ups answer, each a list of addresses separated by commas; the last one stays
    ProxyFixture name(String name, String... answers) {
        names.put(
                name,
                Stream.of(answers)
                        .map(answer -> Stream.of(answer.split(",")).map(InetAddress::ofLiteral).toList())
                        .toList());
        return this;
    }

    public int lookups(String name) {
        return lookups.getOrDefault(name, 0);
    }

    RawClient client() throws IOException {
        return new RawClient(proxy.port());
    }

    @Override
    public void close() {
        proxy.close();
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        var answers = names.get(host);
        int nth = lookups.merge(host, 1, Integer::sum);
        if (answers == null) {
            throw new UnknownHostException(host);
        }
        return answers.get(Math.min(nth, answers.size()) - 1);
    }
}
