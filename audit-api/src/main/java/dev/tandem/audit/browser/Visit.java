package dev.tandem.audit.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.egress.EgressSession;
import org.jspecify.annotations.Nullable;

/// A page in a context of its own, open for one scan and thrown away after it. Belongs to its slot's thread.
public final class Visit implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final @Nullable CDPSession devtools;
    private final EgressSession egress;
    private final String browser;

    Visit(BrowserContext context, Page page, @Nullable CDPSession devtools, EgressSession egress, String browser) {
        this.context = context;
        this.page = page;
        this.devtools = devtools;
        this.egress = egress;
        this.browser = browser;
    }

    public Page page() {
        return page;
    }

    /// The page's own line to the DevTools protocol; null in a browser that speaks another.
    public @Nullable CDPSession devtools() {
        return devtools;
    }

    /// What the proxy saw of this visit.
    public EgressSession egress() {
        return egress;
    }

    /// Such as `Chromium 156.0.8078.79`.
    public String browser() {
        return browser;
    }

    /// @throws PlaywrightException when the browser is gone; the egress session is ended in any case
    @Override
    public void close() {
        try {
            context.close();
        } finally {
            egress.end();
        }
    }
}
