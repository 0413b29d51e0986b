package dev.tandem.bench.jobs;

/// Who publishes a board, how many of 49 boards are its, and how it lists them.
enum Provider {
    GREENHOUSE(18, 74, Integer.MAX_VALUE, false),
    LEVER(10, 74, Integer.MAX_VALUE, false),
    ASHBY(8, 74, Integer.MAX_VALUE, false),
    WORKDAY(6, 200, 20, true),
    SMARTRECRUITERS(4, 250, 100, true),
    JSON_LD(3, 15, Integer.MAX_VALUE, false);

    private final int boards;
    private final int postings;
    private final int perPage;
    private final boolean hasDetails;

    /// @param boards how many of 49
    /// @param postings on each board
    /// @param perPage on each page of a board's list
    /// @param hasDetails whether a posting's description is on a page of its own
    Provider(int boards, int postings, int perPage, boolean hasDetails) {
        this.boards = boards;
        this.postings = postings;
        this.perPage = perPage;
        this.hasDetails = hasDetails;
    }

    int boards() {
        return boards;
    }

    int postings() {
        return postings;
    }

    int perPage() {
        return perPage;
    }

    boolean hasDetails() {
        return hasDetails;
    }

    /// In reality only this one sends its answers unpacked to whoever asks.
    boolean packs() {
        return this != LEVER;
    }
}
