package dev.tandem.jobs.notify;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.egress.EgressAllow;
import dev.tandem.common.egress.EgressGuard;
import dev.tandem.common.egress.HostResolver;
import dev.tandem.common.security.Caller;
import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.MutableClock;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.match.FilterService;
import dev.tandem.jobs.match.Matches;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.PostingBatches;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class NotifyTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Inject PostingBatches batches;

    @Inject Matches matches;

    @Inject FilterService filters;

    @Inject AgroalDataSource database;

    @Inject Pool pool;

    @Inject Vertx vertx;

    private final String tenant = Fixtures.tenant();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private final MutableClock clock = new MutableClock(Instant.now().plusSeconds(3_600));
    private HttpServer receiver;
    private WebhookClient client;
    private UUID filter;

    record Received(String id, String timestamp, String signature, String body) {}

    record Patience(
            Duration quiet, Duration atMost, Duration timeout, int attempts, Duration firstPause, Duration longestPause)
            implements NotifyConfig {

        @Override
        public String every() {
            return "off";
        }
    }

    @BeforeEach
    void standInForAReceiver() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var head = exchange.getRequestHeaders();
                        received.add(
                                new Received(
                                        head.getFirst("webhook-id"),
                                        head.getFirst("webhook-timestamp"),
                                        head.getFirst("webhook-signature"),
                                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                        exchange.getResponseHeaders().add("Location", "/elsewhere");
                        exchange.sendResponseHeaders(status.get(), -1);
                    }
                });
        receiver.start();
        client = new WebhookClient(vertx, guard(), patience());
        filter = createFilter();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        client.close();
        // What the application itself would send later belongs to no test.
        as(tenant).delete("/filters/" + filter);
    }

    @Test
    void tellsAllThatAPollFoundInOneSignedMessage() throws Exception {
        // Given
        var secret = setWebhook().substring("whsec_".length());
        store("1", "Engineer", "2", "Data Engineer", "3", "Cook");

        // When
        sender().work();
        sender().work();

        // Then
        assertThat(received).hasSize(1);
        var message = received.getFirst();
        var at = Instant.ofEpochSecond(Long.parseLong(message.timestamp));
        assertThat(message.signature)
                .isEqualTo(
                        new WebhookSecret(Base64.getDecoder().decode(secret)).signature(message.id, at, message.body));
        var body = new JsonObject(message.body);
        assertThat(body.getString("type")).isEqualTo("filter.matched");
        assertThat(body.getJsonObject("data").getJsonArray("matches")).hasSize(2);
        assertThat(message.body).contains("Data Engineer", "The title holds").doesNotContain("Cook");
        assertThat(state()).isEqualTo("DELIVERED");
    }

    @Test
    void sendsTheSameMessageAgainUntilItArrives() throws Exception {
        // Given
        setWebhook();
        store("1", "Engineer");
        status.set(503);

        // When
        sender().work();
        sender().work();

        // Then
        assertThat(received).hasSize(1);
        assertThat(state()).isEqualTo("PENDING");
        assertThat(webhook().text("messages[0].error")).isEqualTo("The receiver answered 503.");

        // When
        clock.forward(Duration.ofSeconds(11));
        status.set(200);
        sender().work();

        // Then
        assertThat(received).hasSize(2);
        assertThat(received.get(1).id).isEqualTo(received.get(0).id).isEqualTo(webhook().text("messages[0].id"));
        assertThat(received.get(1).body).isEqualTo(received.get(0).body);
        assertThat(state()).isEqualTo("DELIVERED");
        assertThat(webhook().number("messages[0].attempts")).isEqualTo(2);
    }

    @Test
    void givesUpAndSaysWhy() throws Exception {
        // Given: a redirect is not followed
        setWebhook();
        store("1", "Engineer");
        status.set(307);

        // When
        for (var i = 0; i < 5; i++) {
            sender().work();
            clock.forward(Duration.ofHours(1));
        }

        // Then
        assertThat(received).hasSize(3);
        assertThat(state()).isEqualTo("GIVEN_UP");
        assertThat(webhook().text("messages[0].error")).isEqualTo("The receiver answered 307.");
    }

    @Test
    void aMessageOfADeadProcessIsSentByTheNext() throws Exception {
        // Given: somebody has taken it and was not heard of again
        setWebhook();
        store("1", "Engineer");
        new NoticeWriter(database, patience(), clock).writeOne();
        run("update notice set attempts = 1, due_at = ? where filter_id = ?", clock.instant().plusSeconds(8));

        // When
        sender().work();
        assertThat(received).isEmpty();
        clock.forward(Duration.ofSeconds(9));
        sender().work();

        // Then
        assertThat(received).hasSize(1);
        assertThat(state()).isEqualTo("DELIVERED");
    }

    @Test
    void dialsNothingThatTheGuardDenies() throws Exception {
        // Given: the name led elsewhere when the address was set
        setWebhook();
        store("1", "Engineer");
        var strict = new WebhookClient(vertx, new EgressGuard(List.of(), HostResolver.system()), patience());

        // When
        new NoticeSender(database, new NoticeWriter(database, patience(), clock), strict, patience(), clock).work();

        // Then
        assertThat(received).isEmpty();
        assertThat(webhook().text("messages[0].error")).contains("may not be reached");
        strict.close();
    }

    @Test
    void refusesAnAddressThatLeadsInside() {
        for (var url :
                List.of(
                        "http://127.0.0.1/",
                        "http://localhost/",
                        "https://10.0.0.1/",
                        "https://example.org:25/",
                        "x")) {
            var answer = as(tenant).body(new JsonObject().put("url", url).encode()).post(path("/webhook"));
            assertThat(answer.status()).as(url).isEqualTo(400);
            assertThat(answer.json().text("errors[0].field")).isEqualTo("url");
        }
        assertThat(as(tenant).get(path("/webhook")).json().text("code")).isEqualTo("WEBHOOK_NOT_FOUND");
    }

    @Test
    void isSetAndSeenByItsOwnerOnly() throws Exception {
        setWebhook();
        var stranger = Fixtures.tenant();

        assertThat(as(stranger).get(path("/webhook")).status()).isEqualTo(404);
        assertThat(as(stranger).delete(path("/webhook")).status()).isEqualTo(404);
        assertThat(as(stranger).post(path("/feed")).status()).isEqualTo(404);
        assertThat(as(stranger).delete(path("/feed")).status()).isEqualTo(404);
        assertThat(as(stranger).body("{\"url\": \"https://example.org/\"}").post(path("/webhook")).status())
                .isEqualTo(404);
        assertThat(webhook().text("url")).startsWith("http://127.0.0.1:");
        assertThat(webhook().text("secret")).isNull();
    }

    @Test
    void aFeedIsReadByWhoeverKnowsItsAddress() throws Exception {
        // Given
        store("1", "Engineer <b>");
        var first = as(tenant).post(path("/feed")).json().required("path");

        // When
        var feed = Request.anonymous().get(first);
        var unlessChanged = Request.anonymous().header("If-None-Match", Objects.requireNonNull(feed.header("ETag")));
        var again = unlessChanged.get(first);

        // Then
        assertThat(feed.status()).isEqualTo(200);
        assertThat(feed.header("Content-Type")).startsWith("application/rss+xml");
        assertThat(titleOfFirst(feed.text())).isEqualTo("Engineer <b>, Acme");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();

        // When
        store("2", "Engineer II");
        assertThat(unlessChanged.get(first).status()).isEqualTo(200);
        var second = as(tenant).post(path("/feed")).json().required("path");

        // Then
        assertThat(Request.anonymous().get(first).status()).isEqualTo(404);
        assertThat(Request.anonymous().get(second).status()).isEqualTo(200);
        assertThat(as(tenant).delete(path("/feed")).status()).isEqualTo(204);
        assertThat(Request.anonymous().get(second).status()).isEqualTo(404);
        assertThat(Request.anonymous().get("/feeds/x").status()).isEqualTo(404);
    }

    private static String titleOfFirst(String feed) throws XPathExpressionException {
        var path = XPathFactory.newInstance().newXPath();
        return path.evaluate("/rss/channel/item[1]/title", new InputSource(new StringReader(feed)));
    }

    private NoticeSender sender() {
        return new NoticeSender(database, new NoticeWriter(database, patience(), clock), client, patience(), clock);
    }

    private static NotifyConfig patience() {
        return new Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                3,
                Duration.ofSeconds(10),
                Duration.ofMinutes(30));
    }

    private static EgressGuard guard() {
        return new EgressGuard(EgressAllow.parse("127.0.0.0/8"), HostResolver.system());
    }

    /// @return the secret as it is shown
    private String setWebhook() {
        var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        var caller = new Caller("developer", tenant, Set.of(), Caller.Strategy.ADMIN_TOKEN);
        var view =
                Blocking.await(
                        new WebhookService(filters, guard(), pool).set(caller, filter, url), Duration.ofSeconds(20));
        return String.valueOf(view.secret());
    }

    private UUID createFilter() {
        var body = "{\"name\": \"Mine\", \"criteria\": {\"include\": [\"engineer\"]}}";
        var id = as(tenant).body(body).post("/filters").json().required("id");
        Fixtures.awaitEvaluation(tenant, id);
        return UUID.fromString(id);
    }

    private void store(String... idsAndTitles) throws SQLException {
        var source = Fixtures.source(database, tenant, "board-" + UUID.randomUUID());
        for (var i = 0; i < idsAndTitles.length; i += 2) {
            batches.upsert(source, incoming(List.of(posting(idsAndTitles[i], idsAndTitles[i + 1]))), NOON);
        }
        matches.judgeNew(tenant);
    }

    private String path(String rest) {
        return "/filters/" + filter + rest;
    }

    private Json webhook() {
        return as(tenant).get(path("/webhook")).json();
    }

    private String state() {
        return webhook().required("messages[0].state");
    }

    private void run(String sql, Instant moment) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, moment.atOffset(java.time.ZoneOffset.UTC));
            statement.setObject(2, filter);
            statement.executeUpdate();
        }
    }
}
