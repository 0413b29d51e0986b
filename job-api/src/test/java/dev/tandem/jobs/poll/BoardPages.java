package dev.tandem.jobs.poll;

import dev.tandem.jobs.source.Provider;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// What a provider answers for a board with certain postings.
final class BoardPages {

    private BoardPages() {}

    static int size(Provider provider) {
        return switch (provider) {
            case WORKDAY -> 20;
            case SMARTRECRUITERS -> 100;
            case GREENHOUSE, LEVER, ASHBY, JSON_LD -> Integer.MAX_VALUE;
        };
    }

    static String type(Provider provider) {
        return provider == Provider.JSON_LD ? "text/html" : "application/json";
    }

    /// The page at an offset of a list of these postings.
    static String page(Provider provider, int[] postings, int offset, int total) {
        var part = Arrays.stream(postings).skip(offset).limit(size(provider)).toArray();
        return body(provider, part, total);
    }

    /// A page with just these.
    static String body(Provider provider, int[] postings, int total) {
        return body(provider, rows(postings, number -> row(provider, number)), total);
    }

    static String body(Provider provider, String rows, int total) {
        return switch (provider) {
            case GREENHOUSE -> "{\"jobs\":[%s],\"meta\":{\"total\":%d}}".formatted(rows, total);
            case LEVER -> "[" + rows + "]";
            case ASHBY -> "{\"jobs\":[%s],\"apiVersion\":\"1\"}".formatted(rows);
            case WORKDAY -> "{\"total\":%d,\"jobPostings\":[%s],\"facets\":[]}".formatted(total, rows);
            case SMARTRECRUITERS ->
                    "{\"offset\":0,\"limit\":100,\"totalFound\":%d,\"content\":[%s]}".formatted(total, rows);
            case JSON_LD ->
                    "<html><script type=\"application/ld+json\">[%s]</script><body></body></html>".formatted(rows);
        };
    }

    static String rows(int[] postings, IntFunction<String> row) {
        return Arrays.stream(postings).mapToObj(row).collect(Collectors.joining(","));
    }

    static String row(Provider provider, int number) {
        return switch (provider) {
            case GREENHOUSE ->
                    """
                    {"id":%1$d,"title":"Cook %1$d","location":{"name":"Oslo"},"content":"&lt;p&gt;Cooks.&lt;/p&gt;",\
                    "absolute_url":"https://boards.example.com/%1$d"}\
                    """
                            .formatted(number);
            case LEVER ->
                    """
                    {"id":"%1$s","text":"Cook %2$d","description":"<p>Cooks.</p>","categories":{"location":"Oslo"},\
                    "hostedUrl":"https://boards.example.com/%1$s"}\
                    """
                            .formatted(uuid(number), number);
            case ASHBY -> ashby(uuid(number), number);
            case WORKDAY ->
                    """
                    {"title":"Cook %1$d","externalPath":"/job/Oslo/Cook_JR%1$d","locationsText":"Oslo"}\
                    """
                            .formatted(number);
            case SMARTRECRUITERS ->
                    """
                    {"id":"7439900%1$08d","name":"Cook %1$d","location":{"city":"Oslo","country":"no"}}\
                    """
                            .formatted(number);
            case JSON_LD ->
                    """
                    {"@type":"JobPosting","title":"Cook %1$d","url":"/jobs/%1$d","description":"<p>Cooks.</p>",\
                    "identifier":"%1$d","validThrough":"2020-01-01"}\
                    """
                            .formatted(number);
        };
    }

    static String ashby(String id, int number) {
        return """
        {"id":"%1$s","title":"Cook %2$d","location":"Oslo","descriptionHtml":"<p>Cooks.</p>","isListed":true,\
        "jobUrl":"https://boards.example.com/%1$s"}\
        """
                .formatted(id, number);
    }

    static String uuid(int number) {
        return "abcdef00-1111-4222-8333-%012x".formatted(0xabc000 + number);
    }

    /// A posting's own page, of a provider that has such.
    static String detail(Provider provider, String id) {
        return provider == Provider.WORKDAY
                ? """
                {"jobPostingInfo":{"title":"Cook","jobDescription":"<p>Cooks.</p>","jobReqId":"%s",\
                "startDate":"2026-05-04","location":"Oslo"}}\
                """
                        .formatted(id.substring(id.lastIndexOf('_') + 1))
                : """
                {"id":"%s","name":"Cook","jobAd":{"sections":{"jobDescription":{"title":"Job","text":"<p>Cooks.</p>"}}}}\
                """
                        .formatted(id);
    }
}
