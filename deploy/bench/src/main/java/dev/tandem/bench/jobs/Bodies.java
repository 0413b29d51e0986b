package dev.tandem.bench.jobs;

import java.util.stream.Collectors;

/// What the providers answer, with the fields and about the sizes of recorded answers.
final class Bodies {

    // Workday sends all its facets with every page.
    private static final int FACETS = 160;

    private final Prose prose;
    private final String facets;

    Bodies(Prose prose) {
        this.prose = prose;
        this.facets =
                java.util.stream.IntStream.range(0, FACETS)
                        .mapToObj(
                                """
                                {"descriptor":"Location %1$d","id":"5a7c0e1f2b3d49568790%1$d","count":1}\
                                """
                                        ::formatted)
                        .collect(Collectors.joining(",", "[{\"facetParameter\":\"locations\",\"values\":[", "]}]"));
    }

    /// @param offset of the first posting; anything but 0 only where there are pages
    String list(StandInBoard board, int day, int offset) {
        var rows =
                board.listed(day).stream()
                        .skip(offset)
                        .limit(board.provider().perPage())
                        .map(posting -> row(board, posting))
                        .collect(Collectors.joining(","));
        return switch (board.provider()) {
            case GREENHOUSE -> "{\"jobs\":[%s],\"meta\":{\"total\":%d}}".formatted(rows, board.postings());
            case LEVER -> "[" + rows + "]";
            case ASHBY -> "{\"jobs\":[" + rows + "],\"apiVersion\":\"1\"}";
            case WORKDAY ->
                    "{\"total\":%d,\"jobPostings\":[%s],\"facets\":%s,\"userAuthenticated\":false}"
                            .formatted(offset == 0 ? board.postings() : 0, rows, facets);
            case SMARTRECRUITERS ->
                    "{\"offset\":%d,\"limit\":100,\"totalFound\":%d,\"content\":[%s]}"
                            .formatted(offset, board.postings(), rows);
            case JSON_LD ->
                    """
                    <!doctype html><html lang="en"><head><title>Careers</title><script type="application/ld+json">\
                    {"@context":"https://schema.org","@graph":[%s]}</script></head><body><h1>Careers</h1></body></html>\
                    """
                            .formatted(rows);
        };
    }

    private String row(StandInBoard board, int posting) {
        var id = board.id(posting);
        return switch (board.provider()) {
            case GREENHOUSE -> greenhouse(board, posting, id);
            case LEVER -> lever(board, posting, id);
            case ASHBY -> ashby(board, posting, id);
            case WORKDAY ->
                    """
                    {"title":"Engineer %1$d","externalPath":"/job/Oslo/%2$s","locationsText":"Oslo, Norway",\
                    "postedOn":"Posted 30+ Days Ago","bulletFields":["%3$s"]}\
                    """
                            .formatted(posting, id, requisition(id));
            case SMARTRECRUITERS -> smartRecruiters(board, posting, id, "");
            case JSON_LD ->
                    """
                    {"@type":"JobPosting","identifier":{"@type":"PropertyValue","value":"%2$s"},\
                    "title":"Engineer %1$d","url":"/careers/%2$s","datePosted":"2026-05-04","description":"%3$s",\
                    "hiringOrganization":{"@type":"Organization","name":"%4$s"},"jobLocation":{"@type":"Place",\
                    "address":{"@type":"PostalAddress","addressLocality":"Oslo","addressCountry":"NO"}}}\
                    """
                            .formatted(posting, id, prose.html(board, posting), company(board));
        };
    }

    private String greenhouse(StandInBoard board, int posting, String id) {
        return """
        {"absolute_url":"https://boards.example.com/jobs/%2$s","id":%2$s,"internal_job_id":%2$s,\
        "title":"Engineer %1$d","company_name":"%4$s","location":{"name":"Oslo, Norway"},"language":"en",\
        "updated_at":"2026-05-04T08:50:01-04:00","first_published":"2026-05-01T11:55:32-04:00",\
        "requisition_id":"R-%1$d","metadata":[{"id":1,"name":"Employment Type","value":"Regular",\
        "value_type":"single_select"}],"departments":[{"id":7,"name":"Engineering","child_ids":[],\
        "parent_id":null}],"offices":[{"id":8,"name":"Oslo","location":"Oslo, Norway","child_ids":[],\
        "parent_id":null}],"content":"%3$s"}\
        """
                .formatted(
                        posting,
                        id,
                        prose.html(board, posting).replace("<", "&lt;").replace(">", "&gt;"),
                        company(board));
    }

    private String lever(StandInBoard board, int posting, String id) {
        return """
        {"id":"%2$s","text":"Engineer %1$d","createdAt":1777800000000,"country":"NO","workplaceType":"hybrid",\
        "categories":{"commitment":"Full-time","department":"Engineering","location":"Oslo","team":"Platform",\
        "allLocations":["Oslo"]},"hostedUrl":"https://boards.example.com/%2$s",\
        "applyUrl":"https://boards.example.com/%2$s/apply","description":"%3$s","descriptionPlain":"%4$s",\
        "lists":[{"text":"You bring","content":"<li>Patience</li>"}],"additional":"","additionalPlain":"",\
        "salaryRange":{"currency":"EUR","interval":"per-year-salary","min":60000,"max":80000.5}}\
        """
                .formatted(posting, id, prose.html(board, posting), prose.plain(board, posting));
    }

    private String ashby(StandInBoard board, int posting, String id) {
        return """
        {"id":"%2$s","title":"Engineer %1$d","department":"Engineering","team":"Platform","location":"Oslo",\
        "employmentType":"FullTime","secondaryLocations":[],"publishedAt":"2026-05-04T22:43:56.531+00:00",\
        "isListed":true,"isRemote":false,"workplaceType":"Hybrid","address":{"postalAddress":{"addressRegion":"",\
        "addressCountry":"Norway","addressLocality":"Oslo"}},"jobUrl":"https://boards.example.com/%2$s",\
        "applyUrl":"https://boards.example.com/%2$s/application","descriptionHtml":"%3$s","descriptionPlain":"%4$s",\
        "compensation":{"compensationTierSummary":null,"compensationTiers":[],"summaryComponents":[]}}\
        """
                .formatted(posting, id, prose.html(board, posting), prose.plain(board, posting));
    }

    private static String smartRecruiters(StandInBoard board, int posting, String id, String more) {
        return """
        {"id":"%2$s","name":"Engineer %1$d","uuid":"0761de07-8adc-465d-af91-%5$s","defaultJobAd":true,\
        "refNumber":"REF%1$d","company":{"identifier":"%3$s","name":"%6$s"},"releasedDate":"2026-05-04T02:11:28.000Z",\
        "location":{"city":"Oslo","region":"Oslo","country":"no","remote":false,"hybrid":false,\
        "fullLocation":"Oslo, Oslo, Norway"},"industry":{"id":"software","label":"Software"},\
        "department":{"id":"7","label":"Engineering"},"function":{"id":"engineering","label":"Engineering"},\
        "typeOfEmployment":{"id":"permanent","label":"Full-time"},"experienceLevel":{"id":"associate",\
        "label":"Associate"},"customField":[],"visibility":"PUBLIC","ref":"https://api.example.com/%2$s",\
        "language":{"code":"en","label":"English"}%4$s}\
        """
                .formatted(posting, id, board.name(), more, id.substring(3), company(board));
    }

    /// Every board is another company's, so that no posting is another's double.
    private static String company(StandInBoard board) {
        return "Company " + board.name();
    }

    private static String requisition(String id) {
        return id.substring(id.lastIndexOf('_') + 1);
    }

    /// A posting's own page, of a board that has such.
    String detail(StandInBoard board, int posting) {
        var id = board.id(posting);
        var html = prose.html(board, posting);
        return board.provider() == Provider.WORKDAY
                ? """
                {"jobPostingInfo":{"id":"%2$s","title":"Engineer %1$d","jobDescription":"%3$s","location":"Oslo",\
                "additionalLocations":[],"startDate":"2026-05-04","timeType":"Full time","jobReqId":"%4$s",\
                "jobPostingId":"%2$s","jobPostingSiteId":"Careers","country":{"descriptor":"Norway","id":"no"},\
                "canApply":true,"posted":true,"jobRequisitionLocation":{"descriptor":"Oslo","country":{\
                "descriptor":"Norway","id":"no","alpha2Code":"NO"}},"externalUrl":"https://boards.example.com/%2$s"},\
                "hiringOrganization":{"name":"%5$s","url":""},"similarJobs":[],"userAuthenticated":false}\
                """
                        .formatted(posting, id, html, requisition(id), company(board))
                : smartRecruiters(
                        board,
                        posting,
                        id,
                        """
                        ,"jobAd":{"sections":{"companyDescription":{"title":"Company Description","text":"<p>Acme</p>"},\
                        "jobDescription":{"title":"Job Description","text":"%s"}}}\
                        """
                                .formatted(html));
    }
}
