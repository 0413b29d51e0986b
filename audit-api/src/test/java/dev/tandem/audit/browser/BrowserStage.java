package dev.tandem.audit.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressConfig;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.common.egress.EgressAllow;
import dev.tandem.common.egress.EgressGuard;
import dev.tandem.common.egress.HostResolver;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/// A pool of real browsers whose files are under a folder of the test's, and a page to open in them.
public final class BrowserStage implements AutoCloseable {

    public static final Path FIREFOX = Path.of("/usr/lib/firefox-esr/firefox-esr");

    final Path folder;
    final BrowserConfig config;
    public final SlotPool pool;
    private final HttpServer server;

    /// @param settings without their prefix
    public BrowserStage(Path folder, InstantSource clock, Map<String, String> settings) throws Exception {
        this.folder = folder;
        this.config = config(folder, settings);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        page("/", "<!doctype html><html lang=en><title>Stage</title><p>Hello");
        server.start();
        pool =
                new SlotPool(
                        new BrowserSources(config, chromium(config)),
                        config,
                        EgressLimits.from(egress()),
                        guard(),
                        Blocklist.from(egress()),
                        clock);
    }

    static BrowserConfig config(Path folder, Map<String, String> settings) {
        var all = new HashMap<String, String>();
        all.put("folder", folder.toString());
        all.put("node", node());
        all.put("slots", "2");
        Optional.ofNullable(System.getenv("AUDIT_BROWSER_CHROMIUM"))
                .ifPresent(chromium -> all.put("chromium", chromium));
        all.putAll(settings);
        return StandInPool.config(all);
    }

    private static String node() {
        var node = Optional.ofNullable(System.getenv("PLAYWRIGHT_NODEJS_PATH")).map(Path::of);
        assumeTrue(node.filter(Files::isExecutable).isPresent(), "Skipped: no Node; run through ./verify");
        return node.orElseThrow().toString();
    }

    static Optional<Chromium> chromium(BrowserConfig config) {
        try {
            return Optional.of(Chromium.find(config));
        } catch (BrowserFailure missing) {
            assumeTrue(false, "Skipped: " + missing.getMessage());
            return Optional.empty();
        }
    }

    static EgressGuard guard() {
        return new EgressGuard(EgressAllow.parse("127.0.0.0/8"), HostResolver.system());
    }

    /// With the list of trackers in the folder, where a test has put one there.
    private EgressConfig egress() {
        var list = folder.resolve("trackers");
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EgressConfig.class)
                .withDefaultValues(Files.exists(list) ? Map.of("audit.egress.blocklist", list.toString()) : Map.of())
                .build()
                .getConfigMapping(EgressConfig.class);
    }

    public BrowserStage page(String path, String html) {
        server.createContext(
                path,
                exchange -> {
                    var body = html.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        return this;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /// The folders of slots that exist now.
    List<Path> slotFolders() throws IOException {
        try (var found = Files.walk(folder, 2)) {
            return found.filter(path -> path.getFileName().toString().startsWith("slot-")).toList();
        }
    }

    @Override
    public void close() {
        pool.close();
        server.stop(0);
    }
}
