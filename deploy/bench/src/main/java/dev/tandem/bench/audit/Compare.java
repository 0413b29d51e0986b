package dev.tandem.bench.audit;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Everything that audits pages, on the same pages in one run. Prints what it saw.
///
/// Arguments: rounds over the twenty pages (3), pages at once (4), engines (AXE).
final class Compare {

    private static final int[] PA11Y_AT_ONCE = {1, 2, 4};

    private final Tools tools;
    private final List<URI> once;
    private final List<URI> pages;
    private final int concurrency;
    private final List<String> engines;
    private final List<Measured> measured = new ArrayList<>();

    private Compare(Tools tools, List<URI> once, int rounds, int concurrency, List<String> engines) {
        this.tools = tools;
        this.once = once;
        this.concurrency = concurrency;
        this.engines = engines;
        this.pages = new ArrayList<>();
        for (var round = 0; round < rounds; round++) {
            pages.addAll(once);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        var concurrency = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        var engines = List.of((arguments.length > 2 ? arguments[2] : "AXE").split(","));
        var tools = Tools.find();
        tools.install();
        var site = OrdinaryPages.all();
        try (var server = new PageServer(site)) {
            var once = server.urls(List.copyOf(site.keySet()));
            new Compare(tools, once, rounds, concurrency, engines).run();
        }
    }

    private void run() throws Exception {
        System.out.printf("%d pages, %d audits, %d at once, %s%n%n", once.size(), pages.size(), concurrency, engines);
        System.out.println(Measured.header());
        var contenders = new Contenders(tools, once, pages);
        var alone = new Contenders(tools, once, once);
        var one = ours(1, once);
        var bare = add(alone.floor(1, engines.contains("ACCESSLINT")));
        var ours = ours(concurrency, pages);
        var floor = add(contenders.floor(concurrency, engines.contains("ACCESSLINT")));
        var pa11y = new ArrayList<Measured>();
        for (var atOnce : PA11Y_AT_ONCE) {
            pa11y.add(add(contenders.pa11yCi(atOnce, "axe", once.size())));
        }
        var htmlcs = add(contenders.pa11yCi(concurrency, "htmlcs", once.size()));
        var cold = add(contenders.javaBuilder(concurrency, false, once.size()));
        var warm = add(contenders.javaBuilder(concurrency, true, once.size()));
        if (tools.chromedriver().isPresent()) {
            add(contenders.axeCli(tools.chromedriver().get(), once.size()));
        } else {
            System.out.println("@axe-core/cli left out: no chromedriver (set CHROMEDRIVER)");
        }
        var best = pa11y.stream().max(Comparator.comparingDouble(Measured::perMinute)).orElseThrow();
        System.out.println();
        System.out.printf(
                "%.2f times the floor's time for a page that is alone (wanted: 1.5 at most)%n",
                one.median() / bare.median());
        compare("of the floor", 0.9, ours, floor);
        compare("of the best pa11y-ci with axe", 2, ours, best);
        compare("of pa11y-ci with HTML_CodeSniffer", 2, ours, htmlcs);
        compare("of the Java builder, browser per scan", 3, ours, cold);
        compare("of the Java builder, warm", 3, ours, warm);
        System.out.printf(
                "%d MB for each additional page at once (wanted: under 200)%n",
                concurrency == 1 ? 0 : (ours.peak() - one.peak()) / (concurrency - 1));
    }

    private Measured ours(int slots, List<URI> asked) throws Exception {
        try (var service = new OurService(tools, slots, engines, Map.of())) {
            return add(service.run("audit-api over HTTP, " + slots + " at once", once, asked));
        }
    }

    private Measured add(Measured contender) {
        measured.add(contender);
        System.out.println(contender.line());
        return contender;
    }

    private static void compare(String what, double wanted, Measured ours, Measured other) {
        System.out.printf(
                "%.2f times the pages a minute %s (wanted: %.1f); of its pages and rules %.0f %% are in ours%n",
                ours.perMinute() / other.perMinute(), what, wanted, ours.covers(other));
    }
}
