package dev.tandem.bench.jobs;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// All providers, on one event loop of a process of its own: each host has a loopback address, every answer comes after
/// the same while, and who asks what is counted. `127.0.0.1` is its own: `POST /day?day=1&latency=300` begins a day and
/// forgets what was counted, `GET /counts` tells it.
///
/// Arguments: port, times 49 boards, length of a description in characters, whether answers are packed and kept.
final class StandIn {

    private static final Pattern OFFSET = Pattern.compile("\"offset\"\\s*:\\s*(\\d+)");

    // What blocks the event loop is the preparation of a day, while nobody asks.
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setBlockedThreadCheckInterval(3_600_000));
    private final Map<String, StandInBoard> lists = new HashMap<>();
    private final Map<String, StandInBoard> details = new HashMap<>();
    private final Map<String, byte[]> kept = new HashMap<>();
    private final List<StandInBoard> boards;
    private final Bodies bodies;
    private final boolean keeps;
    private final Traffic traffic = new Traffic();
    private int day;
    private int latency;

    StandIn(int times, int length, boolean keeps) {
        this.boards = StandInBoard.all(times);
        this.bodies = new Bodies(new Prose(length));
        this.keeps = keeps;
        for (var board : boards) {
            lists.put(board.host() + board.list(), board);
            details.put(board.host() + board.details(), board);
        }
    }

    public static void main(String[] arguments) {
        var standIn =
                new StandIn(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Boolean.parseBoolean(arguments[3]));
        standIn.listen(Integer.parseInt(arguments[0]));
        System.out.println("ready");
    }

    void listen(int port) {
        boards.stream().map(StandInBoard::host).distinct().forEach(host -> listen(host, port, this::answer));
        listen("127.0.0.1", port, this::control);
    }

    private void listen(String host, int port, io.vertx.core.Handler<HttpServerRequest> handler) {
        vertx.createHttpServer()
                .connectionHandler(connection -> opened(host, connection))
                .requestHandler(handler)
                .listen(port, host)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void opened(String host, HttpConnection connection) {
        if (!host.equals("127.0.0.1")) {
            traffic.opened(host);
            connection.closeHandler(closed -> traffic.closed(host));
        }
    }

    private void control(HttpServerRequest request) {
        if ("/day".equals(request.path())) {
            begin(Integer.parseInt(request.getParam("day")), Integer.parseInt(request.getParam("latency")));
        }
        var ignored = request.response().end(traffic.toString());
    }

    /// Before anybody asks, or on the event loop.
    void begin(int day, int latency) {
        this.day = day;
        this.latency = latency;
        traffic.forget();
        kept.clear();
        if (keeps) {
            boards.forEach(this::prepare);
        }
    }

    /// So that rendering and packing take no time while others are measured.
    private void prepare(StandInBoard board) {
        for (var page = 0; page < board.pages(); page++) {
            list(board, page == 0 ? 0 : page * board.provider().perPage());
        }
        if (board.provider().hasDetails()) {
            board.listed(day).forEach(posting -> detail(board, posting));
        }
    }

    private void answer(HttpServerRequest request) {
        var host = request.localAddress().hostAddress();
        traffic.began(host);
        request.body()
                .onSuccess(body -> {
                    var answer = answer(host, request, body);
                    if (latency == 0) {
                        send(host, request, answer);
                    } else {
                        vertx.setTimer(latency, due -> send(host, request, answer));
                    }
                });
    }

    private byte @Nullable [] answer(String host, HttpServerRequest request, Buffer body) {
        var path = path(request);
        var board = lists.get(host + path);
        if (board != null) {
            return list(board, offset(board, request, body));
        }
        var slash = path.lastIndexOf('/');
        var holder = slash < 0 ? null : details.get(host + path.substring(0, slash));
        if (holder == null || !holder.provider().hasDetails()) {
            return null;
        }
        var posting = holder.posting(path.substring(slash + 1));
        return holder.lists(posting, day) ? detail(holder, posting) : null;
    }

    private static String path(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.path(), "");
    }

    private static int offset(StandInBoard board, HttpServerRequest request, Buffer body) {
        if (board.provider() == Provider.SMARTRECRUITERS) {
            return Integer.parseInt(request.getParam("offset", "0"));
        }
        var named = OFFSET.matcher(body.toString());
        return named.find() ? Integer.parseInt(named.group(1)) : 0;
    }

    private byte[] list(StandInBoard board, int offset) {
        return body(board, board.name() + "@" + offset, () -> bodies.list(board, day, offset));
    }

    private byte[] detail(StandInBoard board, int posting) {
        return body(board, board.name() + "/" + posting, () -> bodies.detail(board, posting));
    }

    private byte[] body(StandInBoard board, String key, Supplier<String> render) {
        if (!keeps) {
            return render.get().getBytes(StandardCharsets.UTF_8);
        }
        return kept.computeIfAbsent(
                key,
                any -> {
                    var plain = render.get().getBytes(StandardCharsets.UTF_8);
                    return board.provider().packs() ? packed(plain) : plain;
                });
    }

    private static byte[] packed(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void send(String host, HttpServerRequest request, byte @Nullable [] body) {
        traffic.ended(host, body == null ? 0 : body.length);
        var response = request.response();
        if (body == null) {
            traffic.knewNothingOf(path(request));
            var ignored = response.setStatusCode(404).end();
            return;
        }
        // Whoever polls here asks for packed answers.
        if (body.length > 1 && body[0] == 0x1f && (body[1] & 0xff) == 0x8b) {
            response.putHeader("Content-Encoding", "gzip");
        }
        var type = path(request).equals("/careers") ? "text/html" : "application/json";
        var ignored = response.putHeader("Content-Type", type).end(Buffer.buffer(body));
    }
}
