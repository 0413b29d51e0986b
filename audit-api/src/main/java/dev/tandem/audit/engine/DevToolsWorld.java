package dev.tandem.audit.engine;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.PlaywrightException;

/// Chromium's own kind of isolated world, over the DevTools protocol.
final class DevToolsWorld implements IsolatedWorld {

    private final CDPSession devtools;
    private final int context;

    private DevToolsWorld(CDPSession devtools, int context) {
        this.devtools = devtools;
        this.context = context;
    }

    /// Makes a world in the page's main frame.
    static DevToolsWorld in(CDPSession devtools) {
        var tree = devtools.send("Page.getFrameTree").getAsJsonObject("frameTree");
        var frame = tree.getAsJsonObject("frame").get("id").getAsString();
        var request = new JsonObject();
        request.addProperty("frameId", frame);
        request.addProperty("worldName", "tandem");
        var world = devtools.send("Page.createIsolatedWorld", request);
        return new DevToolsWorld(devtools, world.get("executionContextId").getAsInt());
    }

    @Override
    public void run(String script) {
        evaluate(script, false);
    }

    @Override
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
