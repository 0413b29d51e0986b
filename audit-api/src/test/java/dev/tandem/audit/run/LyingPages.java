package dev.tandem.audit.run;

import java.util.List;

/// The pages of [LyingSite].
final class LyingPages {

    static final String DOT = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";

    static final String BOT_WALL =
            of("Just a moment...", "<div id='challenge-stage'><p>Checking that you are human.</p></div>");

    private static final String TEXT = "<p>" + "Words that a reader came here for. ".repeat(60) + "</p>";

    /// All that are audited once, as they are.
    static final List<String> PATHS =
            List.of(
                    "/huge",
                    "/never-stays",
                    "/grows",
                    "/waits",
                    "/members",
                    "/login",
                    "/app",
                    "/header-login",
                    "/bot-wall",
                    "/consent",
                    "/consent-dialog",
                    "/consent-banner",
                    "/soft-404",
                    "/about-404",
                    "/missing",
                    "/broken",
                    "/shell",
                    "/spinner",
                    "/data",
                    "/download",
                    "/paper",
                    "/loop",
                    "/to-metadata",
                    "/odd-address",
                    "/clean",
                    "/refused",
                    "/barrier",
                    "/shell-renders",
                    "/hydrates",
                    "/fades-in",
                    "/pulses",
                    "/polls",
                    "/clock",
                    "/lazy",
                    "/leads-on",
                    "/leaves");

    private LyingPages() {}

    /// An ordinary document without a barrier of its own.
    static String of(String title, String body) {
        return """
        <!doctype html><html lang='en'><head><meta charset='utf-8'><title>%1$s</title></head><body>\
        <main><h1>%1$s</h1>%2$s</main></body></html>\
        """
                .formatted(title, body);
    }

    private static String withScript(String title, String body, String script) {
        return of(title, body + "<script>" + script + "</script>");
    }

    private static String withStyle(String title, String style, String body) {
        return of(title, body).replace("</head>", "<style>" + style + "</style></head>");
    }

    static void walls(LyingSite site) {
        var form = "<form><label>Password <input type='password'></label><button>Go</button></form>";
        site.page("/login", of("Sign in", form));
        site.page("/app", of("Sign in to Acme", form));
        site.page("/header-login", of("Acme", "<header>" + form + "</header>" + TEXT));
        var ask = "<p>We use cookies and ask for your consent.</p><button>Accept all</button>";
        site.page(
                "/consent",
                of("Acme", TEXT) + "<div style='position:fixed;inset:0;background:#fff;z-index:9'>" + ask + "</div>");
        site.page(
                "/consent-dialog",
                of("Acme", TEXT)
                        + "<div style='position:fixed;inset:0;background:#0008'></div>"
                        + "<div role='dialog' aria-label='Cookies' style='position:fixed;inset:30%;background:#fff'>"
                        + ask
                        + "</div>");
        site.page(
                "/consent-banner",
                of("Acme", TEXT)
                        + "<div style='position:fixed;left:0;right:0;bottom:0;height:20%;background:#fff'>"
                        + ask
                        + "</div>");
        site.page("/soft-404", of("Page not found", "<p>Try our home page.</p>"));
        site.page("/about-404", of("How to fix a 404 not found error", TEXT));
        site.page("/shell", "<!doctype html><html lang='en'><title>App</title><div id='root'></div></html>");
        site.page("/spinner", "<!doctype html><html lang='en'><title>App</title><body><div id='root'>Loading…</div>");
        site.page("/clean", of("Clean", TEXT));
        site.page("/refused", of("Refused", TEXT + "<img alt='' src='http://10.1.2.3/dot.png'>"));
        site.page("/barrier", of("Barrier", "<img src='/dot.svg'>" + TEXT));
    }

    static void moving(LyingSite site) {
        site.page(
                "/shell-renders",
                "<!doctype html><html lang='en'><title>App</title><body><div id='root'>Loading…</div><script>"
                        + "fetch('/api/late').then(a => a.text()).then(html => root.innerHTML = '<main><h1>App</h1><p>'"
                        + " + 'Here it is. '.repeat(9) + '</p>' + html + '</main>')</script></body>");
        site.page(
                "/hydrates",
                withScript(
                        "Shop",
                        "<button id='cart'></button>" + TEXT,
                        "addEventListener('load', () => setTimeout(() => cart.textContent = 'Cart', 560))"));
        site.page("/fades-in", withStyle("News", "@keyframes in {from {opacity: 0}} p {animation: in 4s}", TEXT));
        site.page(
                "/pulses",
                withStyle(
                        "News",
                        "@keyframes pulse {from {color: #fff}} #note {animation: pulse 1s infinite alternate}",
                        "<p id='note'>Now on sale</p>" + TEXT));
        late(site);
        endless(site);
    }

    private static void endless(LyingSite site) {
        site.page("/polls", withScript("Live", TEXT, "setInterval(() => fetch('/api/now?' + Date.now()), 150)"));
        site.page("/waits", withScript("Live", TEXT, "fetch('/api/never')"));
        site.page(
                "/clock",
                withScript("Live", "<p id='now'>0</p>" + TEXT, "setInterval(() => now.textContent = Date.now(), 40)"));
        site.page(
                "/moves",
                withScript(
                        "Live",
                        "<p id='mover' style='color:#bbb;position:relative'>Hardly readable</p><img src='/dot.svg'>"
                                + TEXT,
                        "(function move() {mover.style.left = performance.now() % 300 + 'px';"
                                + " requestAnimationFrame(move)})()"));
        site.page(
                "/grows",
                withScript("Live", TEXT, "setInterval(() => document.querySelector('main').append(' more'), 40)"));
    }

    private static void late(LyingSite site) {
        site.page(
                "/lazy",
                withScript(
                        "Long",
                        "<div style='height:4000px'></div><div id='end'></div>",
                        "new IntersectionObserver(([end]) => end.isIntersecting && (end.target.innerHTML ="
                                + " '<img src=/dot.svg>')).observe(end)"));
        site.page(
                "/leads-on",
                of("Old", "").replace("<title>", "<meta http-equiv='refresh' content='0;url=/clean'><title>"));
        site.page(
                "/odd-address",
                withScript("Odd", "<img src='/dot.svg'>" + TEXT, "history.replaceState(null, '', '/odd|[x]#/a|b#c')"));
        site.page("/leaves", withScript("Old", TEXT, "setTimeout(() => location = '/barrier', 300)"));
    }

    static void hostile(LyingSite site) {
        site.page("/never-stays", withScript("Again", TEXT, "setTimeout(() => location.reload(), 200)"));
        site.page("/hangs", withScript("Hang", TEXT, "addEventListener('load', () => setTimeout(() => {for (;;);}))"));
        site.page("/crashes", withScript("Crash", TEXT, "addEventListener('load', () => fetch('/api/crash'))"));
        site.page("/huge", of("Huge", "<img src='/dot.svg'>" + "<p>One <b>of</b> many</p>".repeat(3_000)));
    }
}
