package dev.tandem.audit.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.Optional;

/// Chromium's own kind of isolated world, over the DevTools protocol.
final class DevToolsWorld implements IsolatedWorld {

    /// A script of ours that holds a renderer for longer is ended by the browser.
    private static final int LONGEST_MILLIS = 60_000;

    private final Page page;
    private final CDPSession devtools;
    private final int context;

    private DevToolsWorld(Page page, CDPSession devtools, int context) {
        this.page = page;
        this.devtools = devtools;
        this.context = context;
    }

    /// Makes a world in the page's main frame.
    static DevToolsWorld in(Page page, CDPSession devtools) {
        return in(page, devtools, rootFrame(devtools));
    }

    private static DevToolsWorld in(Page page, CDPSession devtools, String frame) {
        var request = new JsonObject();
        request.addProperty("frameId", frame);
        request.addProperty("worldName", "tandem");
        var world = devtools.send("Page.createIsolatedWorld", request);
        return new DevToolsWorld(page, devtools, world.get("executionContextId").getAsInt());
    }

    private static String rootFrame(CDPSession devtools) {
        var tree = devtools.send("Page.getFrameTree").getAsJsonObject("frameTree");
        return tree.getAsJsonObject("frame").get("id").getAsString();
    }

    @Override
    public void run(String script) {
        evaluate(script, false);
    }

    @Override
    public void run(PackedScript script) {
        evaluate(script.packed(), true);
    }

    @Override
    public String text(String expression) {
        return evaluate(expression, true).getAsJsonObject("result").get("value").getAsString();
    }

    @Override
    public Optional<IsolatedWorld> inside(String element) {
        return frameId(element).flatMap(this::enter);
    }

    private Optional<String> frameId(String element) {
        var handle = evaluate(element, false).getAsJsonObject("result").get("objectId");
        if (handle == null) {
            return Optional.empty();
        }
        var request = new JsonObject();
        request.add("objectId", handle);
        var node = devtools.send("DOM.describeNode", request).getAsJsonObject("node");
        return Optional.ofNullable(node.get("frameId")).map(JsonElement::getAsString);
    }

    /// A frame of the same site is one of this session's; one of another site has a process and a session of its own.
    private Optional<IsolatedWorld> enter(String frame) {
        try {
            return Optional.of(in(page, devtools, frame));
        } catch (PlaywrightException otherProcess) {
            return sessionOf(frame).map(session -> in(page, session, frame));
        }
    }

    private Optional<CDPSession> sessionOf(String frame) {
        for (var candidate : page.frames()) {
            try {
                var session = page.context().newCDPSession(candidate);
                if (rootFrame(session).equals(frame)) {
                    return Optional.of(session);
                }
                session.detach();
            } catch (PlaywrightException sameProcess) {
                // Has no session of its own, so it is not the one.
            }
        }
        return Optional.empty();
    }

    private JsonObject evaluate(String expression, boolean byValue) {
        var request = new JsonObject();
        request.addProperty("expression", expression);
        request.addProperty("contextId", context);
        request.addProperty("awaitPromise", byValue);
        request.addProperty("returnByValue", byValue);
        request.addProperty("timeout", LONGEST_MILLIS);
        var answer = devtools.send("Runtime.evaluate", request);
        if (answer.has("exceptionDetails")) {
            throw new ScriptFailure(reason(answer.getAsJsonObject("exceptionDetails")));
        }
        return answer;
    }

    private static String reason(JsonObject details) {
        var exception = details.getAsJsonObject("exception");
        var description = exception == null ? null : exception.get("description");
        return (description == null ? details.get("text") : description).getAsString();
    }
}
