package dev.tandem.bench.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads boards with no more care than the stand-ins need.
final class PlainBoards {

    private final PlainClient client;
    private final @Nullable ExecutorService threads;

    /// @param threads for requests at the same time; null for one after the other
    PlainBoards(PlainClient client, @Nullable ExecutorService threads) {
        this.client = client;
        this.threads = threads;
    }

    /// @param description null where only the posting's own page has it
    record Row(String id, String title, @Nullable String description) {}

    List<Row> list(StandInBoard board) throws Exception {
        var first = page(board, 0);
        var others =
                IntStream.range(1, Math.ceilDiv(total(board, first), board.provider().perPage()))
                        .<Callable<JsonNode>>mapToObj(number -> () -> page(board, number * board.provider().perPage()))
                        .toList();
        var rows = new ArrayList<>(rows(board, first));
        for (var page : all(others)) {
            rows.addAll(rows(board, page));
        }
        return rows;
    }

    /// The same rows with their descriptions.
    List<Row> details(StandInBoard board, List<Row> rows) throws Exception {
        return all(rows.stream().<Callable<Row>>map(row -> () -> detail(board, row)).toList());
    }

    /// Which of them have to be asked for one by one.
    static List<Row> wanting(StandInBoard board, List<Row> rows, Set<String> known) {
        return board.provider().hasDetails()
                ? rows.stream().filter(row -> !known.contains(row.id())).toList()
                : List.of();
    }

    private <T> List<T> all(List<Callable<T>> questions) throws Exception {
        var answers = new ArrayList<T>();
        if (threads == null) {
            for (var question : questions) {
                answers.add(question.call());
            }
        } else {
            for (var answer : threads.invokeAll(questions)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private JsonNode page(StandInBoard board, int offset) throws Exception {
        return switch (board.provider()) {
            case GREENHOUSE -> client.json(board.host(), board.list() + "?content=true");
            case LEVER -> client.json(board.host(), board.list() + "?mode=json");
            case ASHBY -> client.json(board.host(), board.list() + "?includeCompensation=true");
            case SMARTRECRUITERS -> client.json(board.host(), "%s?limit=100&offset=%d".formatted(board.list(), offset));
            case WORKDAY ->
                    client.post(
                            board.host(),
                            board.list(),
                            "{\"appliedFacets\":{},\"limit\":20,\"offset\":%d,\"searchText\":\"\"}".formatted(offset));
            case JSON_LD -> client.page(board.host(), board.list());
        };
    }

    private static int total(StandInBoard board, JsonNode first) {
        return switch (board.provider()) {
            case WORKDAY -> first.path("total").asInt();
            case SMARTRECRUITERS -> first.path("totalFound").asInt();
            case GREENHOUSE, LEVER, ASHBY, JSON_LD -> 1;
        };
    }

    private static List<Row> rows(StandInBoard board, JsonNode page) {
        var postings =
                switch (board.provider()) {
                    case GREENHOUSE, ASHBY -> page.path("jobs");
                    case LEVER -> page;
                    case WORKDAY -> page.path("jobPostings");
                    case SMARTRECRUITERS -> page.path("content");
                    case JSON_LD -> page.path("@graph");
                };
        return StreamSupport.stream(postings.spliterator(), false).map(posting -> row(board, posting)).toList();
    }

    private static Row row(StandInBoard board, JsonNode posting) {
        return switch (board.provider()) {
            case GREENHOUSE -> row(posting, posting.path("id"), "title", "content");
            case LEVER -> row(posting, posting.path("id"), "text", "description");
            case ASHBY -> row(posting, posting.path("id"), "title", "descriptionHtml");
            case JSON_LD -> row(posting, posting.path("identifier").path("value"), "title", "description");
            case WORKDAY -> new Row(lastSegment(posting), posting.path("title").asText(), null);
            case SMARTRECRUITERS -> new Row(posting.path("id").asText(), posting.path("name").asText(), null);
        };
    }

    private static Row row(JsonNode posting, JsonNode id, String title, String description) {
        return new Row(id.asText(), posting.path(title).asText(), posting.path(description).asText());
    }

    private static String lastSegment(JsonNode posting) {
        var path = posting.path("externalPath").asText();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Row detail(StandInBoard board, Row row) throws Exception {
        var answer = client.json(board.host(), board.details() + "/" + row.id());
        var text =
                board.provider() == Provider.WORKDAY
                        ? answer.path("jobPostingInfo").path("jobDescription")
                        : answer.path("jobAd").path("sections").path("jobDescription").path("text");
        return new Row(row.id(), row.title(), text.asText());
    }
}
