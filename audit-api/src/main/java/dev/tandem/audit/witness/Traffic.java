package dev.tandem.audit.witness;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.scan.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a page asks of the network, from its first request on. Belongs to the visit's thread, which hears of requests
/// while it waits for something else.
final class Traffic {

    /// They stay open by design, or say something that the page does not wait for.
    private static final Set<String> NEVER_WAITED_FOR =
            Set.of("websocket", "eventsource", "ping", "media", "cspreport", "prefetch");

    /// A script's request that has had no answer for so long is one that waits for news, not for content.
    private static final Duration LONG_POLL = Duration.ofSeconds(2);

    /// The third request that differs in its numbers alone is taken for the page asking for ever, unless all came at
    /// once, as when a list is fetched item by item.
    private static final int POLLS = 3;

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final int MOST_FAILURES = 20;
    private static final int MOST_DOCUMENTS = 20;
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    private final Visit visit;
    private final Map<Request, Long> open = new IdentityHashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final List<String> addresses = new ArrayList<>();
    private @Nullable Document document;
    private long lastActivity = System.nanoTime();
    private int sent;
    private int failed;

    private Traffic(Visit visit) {
        this.visit = visit;
    }

    static Traffic of(Visit visit) {
        var traffic = new Traffic(visit);
        var page = visit.page();
        page.onRequest(traffic::sent);
        page.onResponse(traffic::answered);
        page.onRequestFinished(traffic::finished);
        page.onRequestFailed(traffic::failed);
        return traffic;
    }

    private void sent(Request request) {
        sent++;
        if (visit.isDocument(request) && addresses.size() < MOST_DOCUMENTS) {
            addresses.add(request.url());
        }
        if (counts(request)) {
            open.put(request, System.nanoTime());
            lastActivity = System.nanoTime();
        }
    }

    private void answered(Response response) {
        if (visit.isDocument(response.request())) {
            document = Document.of(response);
        }
        if (response.status() >= 400) {
            fail(response.url(), String.valueOf(response.status()));
        }
    }

    private void finished(Request request) {
        if (open.remove(request) != null) {
            lastActivity = System.nanoTime();
        }
    }

    private void failed(Request request) {
        finished(request);
        var reason = String.valueOf(request.failure());
        // What the page itself gave up is no failure.
        if (!reason.contains("ERR_ABORTED")) {
            fail(request.url(), reason);
        }
    }

    private void fail(String url, String reason) {
        failed++;
        if (failures.size() < MOST_FAILURES) {
            failures.putIfAbsent(withoutQuery(url), reason);
        }
    }

    private boolean counts(Request request) {
        if (NEVER_WAITED_FOR.contains(request.resourceType())) {
            return false;
        }
        var body = request.postDataBuffer() == null ? "" : String.valueOf(request.postData());
        var key = NUMBERS.matcher(request.method() + " " + request.url() + " " + body).replaceAll("#");
        return !isScripts(request) || !asked.computeIfAbsent(key, _ -> new Asked()).polls();
    }

    private static final class Asked {
        private final long first = System.nanoTime();
        private int times;

        boolean polls() {
            return ++times >= POLLS && System.nanoTime() - first > AT_ONCE.toNanos();
        }
    }

    private static boolean isScripts(Request request) {
        return request.resourceType().equals("fetch") || request.resourceType().equals("xhr");
    }

    /// Whether nothing that the page waits for has been on its way for so long.
    boolean quietFor(Duration still) {
        return waitingFor().isEmpty() && System.nanoTime() - lastActivity >= still.toNanos();
    }

    /// The addresses, without their queries, that the page is waiting for.
    List<String> waitingFor() {
        var now = System.nanoTime();
        return open.entrySet().stream()
                .filter(each -> !isScripts(each.getKey()) || now - each.getValue() < LONG_POLL.toNanos())
                .map(each -> withoutQuery(each.getKey().url()))
                .distinct()
                .toList();
    }

    /// The last answer that was a page of its own, null before the first.
    @Nullable Document document() {
        return document;
    }

    /// Every address that the page itself was asked for at, in order, the final one left out.
    List<String> redirects() {
        return addresses.isEmpty() ? List.of() : List.copyOf(addresses.subList(0, addresses.size() - 1));
    }

    Requests summary() {
        return new Requests(sent, failed, Map.copyOf(failures));
    }

    private static String withoutQuery(String url) {
        var end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }
}
