package dev.tandem.audit.engine;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.Visit;

/// A JavaScript world beside the page's own: it sees the same document, but the page can't tamper with what runs in it,
/// and no content policy of the page keeps us out.
public final class IsolatedWorld {

    private final CDPSession devtools;
    private final int context;

    private IsolatedWorld(CDPSession devtools, int context) {
        this.devtools = devtools;
        this.context = context;
    }

    /// Makes a world in the page's main frame.
    public static IsolatedWorld in(Visit visit) {
        var devtools = visit.devtools();
        var tree = devtools.send("Page.getFrameTree").getAsJsonObject("frameTree");
        var frame = tree.getAsJsonObject("frame").get("id").getAsString();
        var request = new JsonObject();
        request.addProperty("frameId", frame);
        request.addProperty("worldName", "tandem");
        var world = devtools.send("Page.createIsolatedWorld", request);
        return new IsolatedWorld(devtools, world.get("executionContextId").getAsInt());
    }

    /// Runs a script that gives nothing back.
    public void run(String script) {
        evaluate(script, false);
    }

    /// Awaits an expression that gives one text, which is how large results travel cheaply.
    public String text(String expression) {
        return evaluate(expression, true).getAsJsonObject("result").get("value").getAsString();
    }

    private JsonObject evaluate(String expression, boolean byValue) {
        var request = new JsonObject();
        request.addProperty("expression", expression);
        request.addProperty("contextId", context);
        request.addProperty("awaitPromise", byValue);
        request.addProperty("returnByValue", byValue);
        var answer = devtools.send("Runtime.evaluate", request);
        if (answer.has("exceptionDetails")) {
            var details = answer.getAsJsonObject("exceptionDetails");
            throw new PlaywrightException("Evaluation failed: " + details.get("text"));
        }
        return answer;
    }
}
