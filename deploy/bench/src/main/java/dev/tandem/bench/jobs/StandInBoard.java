package dev.tandem.bench.jobs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// A board that is not there in reality. Every day a twentieth of its postings goes and as many come, newest first.
///
/// @param number from 0, among those of its provider
record StandInBoard(Provider provider, int number) {

    private static final int PER_SUBNET = 200;
    private static final int WORKDAY = 16;
    private static final int PAGES = 64;

    // More postings than any board ever has here.
    private static final int SPAN = 10_000;
    private static final long GREENHOUSE_ID = 4_000_000_000L;
    private static final long SMARTRECRUITERS_ID = 743_990_000_000_000L;

    /// @param times 1 for the 49 boards of the ladder
    static List<StandInBoard> all(int times) {
        return Arrays.stream(Provider.values())
                .flatMap(provider ->
                        IntStream.range(0, provider.boards() * times)
                                .mapToObj(number -> new StandInBoard(provider, number)))
                .toList();
    }

    String name() {
        return provider.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + number;
    }

    /// Four providers are one host each; a Workday tenant and a careers page are a host of their own.
    String host() {
        return switch (provider) {
            case GREENHOUSE -> "127.0.1.1";
            case LEVER -> "127.0.1.2";
            case ASHBY -> "127.0.1.3";
            case SMARTRECRUITERS -> "127.0.1.4";
            case WORKDAY -> "127.0.%d.%d".formatted(WORKDAY + number / PER_SUBNET, number % PER_SUBNET + 1);
            case JSON_LD -> "127.0.%d.%d".formatted(PAGES + number / PER_SUBNET, number % PER_SUBNET + 1);
        };
    }

    /// As `POST /sources` takes it.
    String token(int port) {
        return switch (provider) {
            case GREENHOUSE, LEVER, ASHBY, SMARTRECRUITERS -> name();
            case WORKDAY -> tenant() + "|" + (number % PER_SUBNET + 1) + "|Careers";
            case JSON_LD -> "http://%s:%d/careers".formatted(host(), port);
        };
    }

    private int tenant() {
        return WORKDAY + number / PER_SUBNET;
    }

    /// The path of the list, without its query.
    String list() {
        return switch (provider) {
            case GREENHOUSE -> "/v1/boards/%s/jobs".formatted(name());
            case LEVER -> "/v0/postings/" + name();
            case ASHBY -> "/posting-api/job-board/" + name();
            case SMARTRECRUITERS -> "/v1/companies/%s/postings".formatted(name());
            case WORKDAY -> "/wday/cxs/%d/Careers/jobs".formatted(tenant());
            case JSON_LD -> "/careers";
        };
    }

    /// Where the paths of its details begin; the posting's id follows.
    String details() {
        return provider == Provider.WORKDAY ? "/wday/cxs/%d/Careers/job/Oslo".formatted(tenant()) : list();
    }

    int postings() {
        return provider.postings();
    }

    int pages() {
        return Math.max(1, Math.ceilDiv(postings(), provider.perPage()));
    }

    /// How many come each day.
    int arrivals() {
        return Math.max(1, Math.round(postings() / 20f));
    }

    /// The postings of a day, the newest first, as numbers that each posting keeps.
    List<Integer> listed(int day) {
        var first = day * arrivals();
        return IntStream.iterate(first + postings() - 1, n -> n >= first, n -> n - 1).boxed().toList();
    }

    boolean lists(int posting, int day) {
        return posting >= day * arrivals() && posting < day * arrivals() + postings();
    }

    String id(int posting) {
        var unique = (long) number * SPAN + posting;
        return switch (provider) {
            case GREENHOUSE -> Long.toString(GREENHOUSE_ID + unique);
            case SMARTRECRUITERS -> Long.toString(SMARTRECRUITERS_ID + unique);
            case WORKDAY -> "Engineer_JR" + (SPAN + posting);
            case LEVER, ASHBY, JSON_LD ->
                    UUID.nameUUIDFromBytes((name() + "/" + posting).getBytes(StandardCharsets.UTF_8)).toString();
        };
    }

    /// The other way round, for boards that have details.
    ///
    /// @throws NumberFormatException for an id that none of its postings has
    int posting(String id) {
        return provider == Provider.WORKDAY
                ? Integer.parseInt(id.substring(id.lastIndexOf("_JR") + 3)) - SPAN
                : Math.toIntExact(Long.parseLong(id) - SMARTRECRUITERS_ID - (long) number * SPAN);
    }
}
