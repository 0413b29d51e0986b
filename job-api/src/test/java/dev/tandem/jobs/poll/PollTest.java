package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.posting;
import static dev.tandem.jobs.Fixtures.postings;
import static dev.tandem.jobs.Fixtures.scoped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.PolledSource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PollTest {

    @Inject AgroalDataSource database;

    private final FakeBoards boards = new FakeBoards();
    private final String tenant = Fixtures.tenant();

    @BeforeEach
    void standInForTheProviders() {
        QuarkusMock.installMockForType(boards, BoardFetchers.class);
    }

    @Test
    void saysWhatCameOfEachSource() throws Exception {
        // Given
        var good = add("good");
        var partial = add("partial");
        add("unknown");
        boards.lists("good", postings(3));
        var why = new FetchFailure(FetchFailure.Code.INCOMPLETE_PAGES, "The second page could not be read.");
        boards.answer("partial", () -> Uni.createFrom().item(new Listing.Partial(postings(2), why)));

        // When
        var answer = as(tenant).post("/polls");

        // Then
        var poll = answer.json();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(poll.text("state")).isEqualTo("COMPLETED");
        assertThat(poll.text("finishedAt")).isNotNull();
        assertThat(poll.map("totals"))
                .containsEntry("sources", 3)
                .containsEntry("done", 3)
                .containsEntry("listed", 5)
                .containsEntry("added", 5)
                .containsEntry("partial", 1)
                .containsEntry("failed", 1);
        assertThat(of(poll, "good")).containsEntry("source", good.id().toString());
        assertThat(of(poll, "good")).containsEntry("outcome", "COMPLETE").containsEntry("error", null);
        assertThat(of(poll, "partial")).containsEntry("source", partial.id().toString());
        assertThat(of(poll, "partial"))
                .containsEntry("outcome", "PARTIAL")
                .containsEntry("error", Map.of("code", "INCOMPLETE_PAGES", "message", why.message()));
        assertThat(of(poll, "unknown")).containsEntry("outcome", "FAILED").containsKey("millis");
        assertThat(as(tenant).get("/polls/" + poll.text("id")).text()).isEqualTo(answer.text());
        var page = as(tenant).get("/polls").json();
        assertThat(page.text("items[0].id")).isEqualTo(poll.text("id"));
        assertThat(page.items("items[0].sources")).isEmpty();
        assertThat(page.number("items[0].totals.listed")).isEqualTo(5);
        assertThat(as(tenant).get("/postings?limit=200").json().items("items")).hasSize(5);
    }

    @Test
    void saysWhatChangedAndThatNothingDid() throws Exception {
        // Given
        var source = add("acme");
        boards.lists("acme", postings(3));
        poll();

        // When
        var same = poll();
        boards.lists("acme", List.of(posting("job-0", "Cook"), posting("job-1", "Engineer 1")));
        var different = poll();

        // Then
        assertThat(of(same, "acme")).containsEntry("outcome", "UNCHANGED").containsEntry("listed", 3);
        assertThat(of(different, "acme"))
                .containsEntry("outcome", "COMPLETE")
                .containsEntry("changed", 1)
                .containsEntry("archived", 0);
        assertThat(misses(source)).isOne();
        var times = as(tenant).get("/sources/" + source.id()).json();
        assertThat(times.text("lastSuccessAt")).isEqualTo(different.text("startedAt"));
    }

    @Test
    void readsNoAnswerThatItKnowsAndCountsMissesAllTheSame() throws Exception {
        // Given
        var source = add("acme");
        boards.lists("acme", postings(3));
        poll();
        boards.lists("acme", postings(2));
        poll();

        // When
        var same = poll();

        // Then
        assertThat(boards.recognised()).isOne();
        assertThat(of(same, "acme")).containsEntry("outcome", "UNCHANGED").containsEntry("listed", 2);
        assertThat(misses(source)).isEqualTo(2);
        var times = as(tenant).get("/sources/" + source.id()).json();
        assertThat(times.text("lastSuccessAt")).isEqualTo(same.text("startedAt"));
    }

    @Test
    void readsAKnownAnswerAgainWhenSomethingElseIsStored() throws Exception {
        // Given
        var source = add("acme");
        boards.lists("acme", postings(2));
        poll();
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "update posting set external_id = 'taken-back' where source_id = ?"
                                        + " and external_id = 'job-1'")) {
            statement.setObject(1, source.id());
            statement.executeUpdate();
        }

        // When
        var poll = poll();

        // Then
        assertThat(of(poll, "acme")).containsEntry("outcome", "COMPLETE").containsEntry("added", 1);
        assertThat(misses(source)).isOne();
    }

    @Test
    void onlyAWholeListingCountsAMiss() throws Exception {
        // Given
        var source = add("acme");
        boards.lists("acme", postings(3));
        var whole = poll();
        var why = new FetchFailure(FetchFailure.Code.INCOMPLETE_PAGES, "The second page could not be read.");

        // When
        boards.answer("acme", () -> Uni.createFrom().item(new Listing.Partial(postings(1), why)));
        poll();
        boards.answer("acme", () -> Uni.createFrom().item(new Listing.Failed(why)));
        var last = poll();

        // Then
        assertThat(misses(source)).isZero();
        var times = as(tenant).get("/sources/" + source.id()).json();
        assertThat(times.text("lastSuccessAt")).isEqualTo(whole.text("startedAt"));
        assertThat(times.text("lastAttemptAt")).isEqualTo(last.text("startedAt"));
    }

    @Test
    @SuppressWarnings("NullAway") // a fetcher without checks may well do this
    void oneBoardThatIsBrokenOrLiesNeverSpoilsTheOthers() throws Exception {
        // Given
        var bad = List.of("throws", "fails", "noUni", "nothing", "nulls");
        bad.forEach(this::add);
        for (var i = 0; i < 12; i++) {
            add("good-" + i);
            boards.lists("good-" + i, postings(5));
        }
        boards.answer(
                "throws",
                () -> {
                    throw new IllegalStateException("secret=hunter2");
                });
        boards.answer("fails", () -> Uni.createFrom().failure(new StackOverflowError()));
        boards.answer("noUni", () -> null);
        boards.answer("nothing", () -> Uni.createFrom().nullItem());
        boards.lists("nulls", List.of(posting("a", null)));

        // When
        var poll = poll();

        // Then
        assertThat(poll.text("state")).isEqualTo("COMPLETED");
        assertThat(poll.items("sources")).hasSize(17);
        for (var board : bad) {
            assertThat(of(poll, board)).as(board).containsEntry("outcome", "FAILED");
            assertThat(String.valueOf(of(poll, board).get("error"))).contains("INTERNAL").doesNotContain("hunter2");
        }
        assertThat(poll.number("totals.added")).isEqualTo(60);
        assertThat(poll.number("totals.failed")).isEqualTo(5);
    }

    @Test
    void leavesOutWhatIsTurnedOffAndIsContentWithNothing() throws Exception {
        // Given
        var source = add("acme");
        boards.lists("acme", postings(3));
        as(tenant).body("{\"enabled\": false}").patch("/sources/" + source.id()).expect(200);

        // When
        var poll = poll();

        // Then
        assertThat(poll.text("state")).isEqualTo("COMPLETED");
        assertThat(poll.items("sources")).isEmpty();
    }

    @Test
    void twoCallersShareOnePoll() throws Exception {
        // Given
        add("slow");
        var gate = new CompletableFuture<Listing>();
        var asked = new AtomicInteger();
        boards.answer(
                "slow",
                () -> {
                    asked.incrementAndGet();
                    return Uni.createFrom().completionStage(gate::copy);
                });
        Callable<Answer> asking = () -> as(tenant).post("/polls");

        // When
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = IntStream.range(0, 4).mapToObj(i -> threads.submit(asking)).toList();
            var id = as(tenant).header("Prefer", "respond-async").post("/polls").json().required("id");
            assertThat(as(tenant).get("/polls/" + id).json().text("state")).isEqualTo("RUNNING");
            awaitAsked(asked);
            gate.complete(new Listing.Complete(postings(2)));
            for (var caller : callers) {
                answers.add(caller.get());
            }
            // Then
            assertThat(answers)
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).isEqualTo(200);
                        assertThat(answer.json().text("id")).isEqualTo(id);
                    });
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void answersAtOnceWhenAskedToAndTellsHowItGoes() throws Exception {
        // Given
        add("fast");
        add("slow");
        var gate = new CompletableFuture<Listing>();
        boards.lists("fast", postings(2));
        boards.answer("slow", () -> Uni.createFrom().completionStage(gate::copy));

        // When
        var answer = as(tenant).header("Prefer", "wait=10, respond-async").post("/polls");
        var location = Objects.requireNonNull(answer.header("Location"));
        String events;
        try (var client = HttpClient.newHttpClient()) {
            var watching =
                    HttpRequest.newBuilder(URI.create(location + "/events"))
                            .header("Authorization", "Bearer " + TestTokens.admin(tenant))
                            .build();
            var stream = client.send(watching, HttpResponse.BodyHandlers.ofInputStream()).body();
            gate.complete(new Listing.Complete(postings(3)));
            events = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }

        // Then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(answer.json().text("state")).isEqualTo("RUNNING");
        assertThat(names(events))
                .containsExactly("started", "progress", "source", "progress", "source", "progress", "done");
        assertThat(events).contains("{\"done\":2,\"total\":2,\"listed\":5}").contains("\"outcome\":\"COMPLETE\"");
        assertThat(as(tenant).get(location).json().text("state")).isEqualTo("COMPLETED");
        // Once the poll is over, the database tells the same.
        assertThat(names(as(tenant).get(location + "/events").text()))
                .containsExactly("started", "progress", "source", "source", "progress", "done");
    }

    @Test
    void answersNotFoundForWhatIsNotThere() {
        var nowhere = "/polls/" + UUID.randomUUID();

        assertThat(as(tenant).get(nowhere).status()).isEqualTo(404);
        assertThat(as(tenant).get(nowhere).json().text("code")).isEqualTo("POLL_NOT_FOUND");
        assertThat(as(tenant).get(nowhere + "/events").status()).isEqualTo(404);
        assertThat(as(tenant).get("/polls?cursor=YQ").status()).isEqualTo(400);
        assertThat(as(tenant).get("/polls?limit=0").status()).isEqualTo(400);
    }

    @Test
    void listsPollsPageByPageNewestFirst() {
        // Given
        var ids = IntStream.range(0, 3).mapToObj(i -> poll().required("id")).toList();

        // When
        var first = as(tenant).get("/polls?limit=2").json();
        var second = as(tenant).query("cursor", first.required("next")).get("/polls").json();

        // Then
        assertThat(first.texts("items", "id")).isEqualTo(List.of(ids.get(2), ids.get(1)));
        assertThat(second.texts("items", "id")).isEqualTo(List.of(ids.get(0)));
        assertThat(second.text("next")).isNull();
    }

    @Test
    void showsATenantNothingOfAnother() throws Exception {
        // Given
        add("acme");
        boards.lists("acme", postings(1));
        var id = poll().required("id");
        var stranger = Fixtures.tenant();

        // Then
        assertThat(as(stranger).get("/polls/" + id).status()).isEqualTo(404);
        assertThat(as(stranger).get("/polls/" + id + "/events").status()).isEqualTo(404);
        assertThat(as(stranger).get("/polls").json().items("items")).isEmpty();
        assertThat(as(stranger).post("/polls").json().items("sources")).isEmpty();
    }

    @Test
    void showsATenantNothingOfAnothersPollThatRuns() {
        // Given
        add("slow");
        boards.answer("slow", () -> Uni.createFrom().nothing());
        var gate = new CompletableFuture<Listing>();
        boards.answer("slow", () -> Uni.createFrom().completionStage(gate::copy));
        var answer = as(tenant).header("Prefer", "respond-async").post("/polls");
        var location = Objects.requireNonNull(answer.header("Location"));
        var stranger = Fixtures.tenant();

        // Then
        assertThat(as(stranger).get(location).status()).isEqualTo(404);
        assertThat(as(stranger).get(location + "/events").status()).isEqualTo(404);
        gate.complete(new Listing.Complete(List.of()));
    }

    @Test
    void wantsTheScopeThatFits() {
        var nowhere = "/polls/" + UUID.randomUUID();

        assertThat(scoped("jobs:read").post("/polls").status()).isEqualTo(403);
        assertThat(scoped("jobs:read").get("/polls").status()).isEqualTo(200);
        assertThat(scoped("audit:read").get("/polls").status()).isEqualTo(403);
        assertThat(scoped("audit:read").get(nowhere).status()).isEqualTo(403);
        assertThat(scoped("audit:read").get(nowhere + "/events").status()).isEqualTo(403);
    }

    private PolledSource add(String board) {
        try {
            var source = Fixtures.source(database, tenant, board);
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement("update source set name = board where id = ?")) {
                statement.setObject(1, source.id());
                statement.executeUpdate();
            }
            return source;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Json poll() {
        var answer = as(tenant).post("/polls");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private int misses(PolledSource source) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select sum(misses) from posting where source_id = ?")) {
            statement.setObject(1, source.id());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void awaitAsked(AtomicInteger asked) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (asked.get() == 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(asked).hasPositiveValue();
    }

    private static Map<String, @Nullable Object> of(Json poll, String board) {
        return poll.item("sources", "name", board).map("");
    }

    private static List<String> names(String events) {
        return events.lines()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring("event:".length()).strip())
                .toList();
    }
}
