package dev.tandem.audit.engine;

import static java.util.Map.entry;

import java.util.Map;

/// Pages that [PageEnginesTest] looks at.
final class TestPages {

    private static final String START =
            "<!doctype html><html lang=\"%s\"><title>%s</title><style>a.bare:focus { outline: none }</style><main><h1>%2$s</h1>";

    private static final String WRITTEN =
            "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='200' height='30'><text y='20'>Only today</text></svg>";

    private static final String DRAWN =
            "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='200' height='30'><path d='M0 0h99v20z'/></svg>";

    private static final String LONG = "Once there was a house by the sea, and in it lived a cat. ".repeat(6);

    private static final String WRONG =
            """
            <div aria-label="Price">12 euros</div>
            <table><tr><th>Rate</th><th>Value</th></tr><tr><td>15 %%</td></tr></table>
            <p><a href="/show?id=1">More</a> <a href="/show?id=2">More</a></p>
            <audio autoplay src="/none.mp3"></audio>
            <div style="overflow: hidden; height: 1.6em">%s</div>
            <p lang="fr">The cat that lived in the house was not to be found with the others.</p>
            <img alt="Only today" src="%s">
            <a class="bare" href="/somewhere">Somewhere</a>\
            """
                    .formatted(LONG, WRITTEN);

    private static final String TRAP =
            """
            <a href="/before">Before</a>
            <button onblur="setTimeout(() => this.focus(), 5)">Stay</button>
            <a href="/after">After</a>\
            """;

    /// The same things as they should be.
    private static final String RIGHT =
            """
            <div role="group" aria-label="Price">12 euros</div>
            <table><tr><th>Rate</th><th>Value</th></tr><tr><td>15 %%</td><td>3</td></tr></table>
            <ul><li>Cats: <a href="/show?id=1">More</a></li><li>Dogs: <a href="/show?id=2">More</a></li></ul>
            <p><a href="/show?id=3&utm_source=a">Three</a> <a href="/show?id=3&utm_source=b">Three</a></p>
            <audio autoplay controls src="/none.mp3"></audio>
            <div style="overflow: hidden; min-height: 1.6em">%s</div>
            <p lang="en-GB">The cat that lived in the house was not to be found with the others.</p>
            <img alt="A triangle" src="%s">
            <button onblur="this.title = 'left'">Go</button>
            <a href="/somewhere">Somewhere</a>\
            """
                    .formatted(LONG, DRAWN);

    private static final String FOREIGN =
            """
            <p>Die Lieferung ist kostenlos, wenn der Wert des Einkaufs über fünfzig Euro liegt. Das gilt nicht für Möbel,
            die mit der Spedition kommen, und auch nicht für Waren, die wir für Sie bestellen.</p>\
            """;

    /// Nothing that WCAG forbids.
    private static final String ADVICE =
            """
            <h4>Far below</h4>
            <table><tr><td colspan="2"><b>Opening hours</b></td></tr>
            <tr><th scope="row">Monday</th><td>8 to 12</td></tr><tr><th scope="row">Friday</th><td>9 to 12</td></tr></table>\
            """;

    /// Too pale for text, which three stars between two parts are not.
    private static final String STARS = "<p style=\"color: #bbb\">* * *</p>";

    private static final String FRAMES =
            """
            <img src=here.png>
            <iframe id=same title=Same src=/same></iframe>
            <iframe id=other title=Other src=http://127.0.0.2:%d/other></iframe>
            <my-card></my-card><script>
            document.querySelector('my-card').attachShadow({mode: 'open'}).innerHTML = '<img src=s>'
            </script>\
            """;

    /// Lets no script run, and no text become one.
    private static final String LOCKED =
            """
            <!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'">
            <title>Locked</title><main><h1>Locked</h1><img src=a></main>\
            """;

    private TestPages() {}

    /// By path.
    static Map<String, String> at(int port) {
        return Map.ofEntries(
                entry("/frames", start("en", "Page") + FRAMES.formatted(port)),
                entry("/same", start("en", "Same") + "<img src=a>"),
                entry("/locked", LOCKED),
                entry(
                        "/other",
                        start("en", "Other") + "<img src=b><iframe id=within title=Within src=/within></iframe>"),
                entry("/within", start("en", "Within") + "<img src=c>"),
                entry("/advice", start("en", "Advice") + ADVICE),
                entry("/stars", start("en", "Stars") + STARS),
                entry("/stars-framed", start("en", "Stars") + STARS + "<iframe title=Same src=/same></iframe>"),
                entry("/wrong", start("en", "Wrong") + WRONG),
                entry("/right", start("en", "Right") + RIGHT),
                entry("/trap", start("en", "Trap") + TRAP),
                entry("/foreign", start("en", "Lieferung") + FOREIGN));
    }

    private static String start(String language, String title) {
        return START.formatted(language, title);
    }
}
