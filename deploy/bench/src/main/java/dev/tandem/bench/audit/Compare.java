package dev.tandem.bench.audit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything that audits pages, on the same pages in one run. Prints what it saw.
///
/// A machine is not equally fast from minute to minute, so those whose ratio counts most take turns: the service, the
/// floor and pa11y-ci, twenty pages each.
///
/// Arguments: turns over the twenty pages (3), pages at once (4), engines (AXE).
final class Compare {

    /// Pages that a contender sees before counting begins, for each that it audits at once.
    private static final int WARM_UP = 2;

    private final Tools tools;
    private final List<URI> pages;
    private final int turns;
    private final int concurrency;
    private final List<String> engines;
    private final Contenders contenders;

    private Compare(Tools tools, List<URI> pages, int turns, int concurrency, List<String> engines) {
        this.tools = tools;
        this.pages = List.copyOf(pages);
        this.turns = turns;
        this.concurrency = concurrency;
        this.engines = engines;
        this.contenders = new Contenders(tools, pages.subList(0, WARM_UP * concurrency), pages);
    }

    public static void main(String[] arguments) throws Exception {
        var turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        var concurrency = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        var engines = List.of((arguments.length > 2 ? arguments[2] : "AXE").split(","));
        var tools = Tools.find();
        tools.install();
        var site = OrdinaryPages.all();
        try (var server = new PageServer(site)) {
            var pages = server.urls(List.copyOf(site.keySet()));
            new Compare(tools, pages, turns, concurrency, engines).run();
        }
    }

    private void run() throws Exception {
        System.out.printf("%d pages, %d turns, %d at once, %s%n%n", pages.size(), turns, concurrency, engines);
        System.out.println(Measured.header());
        var secondEngine = engines.contains("ACCESSLINT");
        var one = alone();
        var bare = print(contenders.floor(1, secondEngine));
        var ours = new ArrayList<Measured>();
        var floor = new ArrayList<Measured>();
        var pa11y = new ArrayList<Measured>();
        try (var service = new OurService(tools, concurrency, engines, Map.of())) {
            service.run("warming up", List.of(), pages);
            for (var turn = 0; turn < turns; turn++) {
                ours.add(print(service.run("audit-api over HTTP, " + concurrency + " at once", List.of(), pages)));
                floor.add(print(contenders.floor(concurrency, secondEngine)));
                pa11y.add(print(contenders.pa11yCi(concurrency, "axe")));
            }
        }
        var htmlcs = print(contenders.pa11yCi(concurrency, "htmlcs"));
        print(contenders.pa11yCi(1, "axe"));
        print(contenders.pa11yCi(2, "axe"));
        var cold = print(contenders.javaBuilder(concurrency, false));
        var warm = print(contenders.javaBuilder(concurrency, true));
        if (tools.chromedriver().isPresent()) {
            print(contenders.axeCli(tools.chromedriver().get()));
        } else {
            System.out.println("@axe-core/cli left out: no chromedriver (set CHROMEDRIVER)");
        }
        System.out.println("\nAll turns together");
        var all = print(Measured.together(ours));
        var least = print(Measured.together(floor));
        var best = print(Measured.together(pa11y));
        System.out.println();
        System.out.printf(
                "%.2f times the floor's time for a page that is alone (wanted: 1.5 at most)%n",
                one.median() / bare.median());
        compare("of the floor", 0.9, all, least);
        compare("of pa11y-ci with axe", 2, all, best);
        compare("of pa11y-ci with HTML_CodeSniffer", 2, all, htmlcs);
        compare("of the Java builder, browser per scan", 3, all, cold);
        compare("of the Java builder, warm", 3, all, warm);
        System.out.printf(
                "%d MB for each additional page at once (wanted: under 200)%n",
                concurrency == 1 ? 0 : (all.peak() - one.peak()) / (concurrency - 1));
    }

    private Measured alone() throws Exception {
        try (var service = new OurService(tools, 1, engines, Map.of())) {
            return print(service.run("audit-api over HTTP, 1 at once", pages, pages));
        }
    }

    private static Measured print(Measured contender) {
        System.out.println(contender.line());
        return contender;
    }

    private static void compare(String what, double wanted, Measured ours, Measured other) {
        System.out.printf(
                "%.2f times the pages a minute %s (wanted: %.1f); of its pages and rules %.0f %% are in ours%n",
                ours.perMinute() / other.perMinute(), what, wanted, ours.covers(other));
    }
}
