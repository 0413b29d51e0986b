package dev.tandem.audit.engine;

import com.microsoft.playwright.Page;

/// The page's own world, for browsers that offer us no other: what runs here, the page could tamper with.
final class PageWorld implements IsolatedWorld {

    private final Page page;

    PageWorld(Page page) {
        this.page = page;
    }

    @Override
    public void run(String script) {
        // As a function body of its own, and without its value, which would travel back whole.
        page.evaluate("() => {" + script + "\n}");
    }

    @Override
    public String text(String expression) {
        return String.valueOf(page.evaluate("() => (" + expression + ")"));
    }
}
