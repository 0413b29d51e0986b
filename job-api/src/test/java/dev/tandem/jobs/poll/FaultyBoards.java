package dev.tandem.jobs.poll;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers for every board as it should, and for those that have a fault as that has it, while faults last.
final class FaultyBoards implements Handler<HttpServerRequest> {

    private final Map<String, BoardFault> byName = new HashMap<>();
    private volatile boolean faulty;

    FaultyBoards(List<BoardFault> faults) {
        faults.forEach(fault -> byName.put(fault.name(), fault));
    }

    void breakDown() {
        faulty = true;
    }

    void recover() {
        faulty = false;
    }

    @Override
    public void handle(HttpServerRequest request) {
        request.bodyHandler(body -> {
            var fault = board(request.path());
            if (fault == null) {
                // What a site's front page and its robots.txt are.
                StandIn.answer(request, 200, "text/html", Buffer.buffer("<html>Welcome</html>"));
            } else {
                answer(fault, request, body);
            }
        });
    }

    private @Nullable BoardFault board(@Nullable String path) {
        return Arrays.stream(String.valueOf(path).split("/"))
                .map(segment -> byName.get(segment.replace(".wd5", "")))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    private void answer(BoardFault fault, HttpServerRequest request, Buffer body) {
        var provider = fault.provider();
        var id = detail(provider, String.valueOf(request.path()));
        if (id != null) {
            StandIn.answer(request, 200, "application/json", Buffer.buffer(BoardPages.detail(provider, id)));
        } else if (faulty) {
            fault.answering().answer(request, offset(provider, request, body));
        } else {
            var all = BoardFault.all(provider);
            var page = BoardPages.page(provider, all, offset(provider, request, body), all.length);
            StandIn.answer(request, 200, BoardPages.type(provider), Buffer.buffer(page));
        }
    }

    private static @Nullable String detail(Provider provider, String path) {
        var marker = provider == Provider.WORKDAY ? "/job/" : "/postings/";
        var isDetail = provider == Provider.WORKDAY || provider == Provider.SMARTRECRUITERS;
        return isDetail && path.contains(marker) ? path.substring(path.lastIndexOf('/') + 1) : null;
    }

    private static int offset(Provider provider, HttpServerRequest request, Buffer body) {
        return switch (provider) {
            case WORKDAY -> new JsonObject(body).getInteger("offset");
            case SMARTRECRUITERS -> Integer.parseInt(request.getParam("offset"));
            case GREENHOUSE, LEVER, ASHBY, JSON_LD -> 0;
        };
    }
}
