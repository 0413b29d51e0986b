package dev.tandem.jobs.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.SharedData;
import dev.tandem.jobs.listing.Workplace;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON-LD as pages write it.
class JsonLdPageTest {

    private static final URI ADDRESS = URI.create("https://careers.example.com/jobs");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'@context':'https://schema.org','@graph':[{'@type':'WebPage'},{JOB}]}",
                "[{'@type':'Organization','name':'Acme'},{JOB}]",
                "{'@type':'ItemList','itemListElement':[{'@type':'ListItem','item':{JOB}}]}",
                "{'@type':'WebPage','mainEntity':{JOB}}",
                "{'@type':'CollectionPage','hasPart':[{JOB}]}",
                "{'@type':'Organization'}{JOB}",
                "{JOB};",
                "// a comment\n{JOB /* another */}",
                "<!-- a comment -->\n{JOB}",
                "<!--\n{JOB}\n-->",
                "<![CDATA[{JOB}]]>",
                "//<![CDATA[\n{JOB}\n//]]>",
                "/*<![CDATA[*/{JOB}/*]]>*/",
                "{JOB,}",
                "{JOB,'nothing':null,'list':[1,2,],}",
                "{JOB,'price':'5\\$'}",
                "{JOB,'more':'line 1\n\tline 2'}",
                "{JOB\n'more':'a comma is missing'}",
                "\ufeff{JOB}",
            })
    void findsThePostingIn(String block) {
        // Given
        var json = block.replace("JOB", "'@type':'JobPosting','title':'Cook','identifier':'7'").replace('\'', '"');

        // When
        var listing = listing(script(json));

        // Then
        assertThat(listing).isInstanceOf(Listing.Complete.class);
        assertThat(listing.postings()).extracting(ListedPosting::externalId).containsExactly("7");
    }

    @Test
    void findsThePostingInABlockThatIsEscapedWhole() {
        // When
        var listing =
                listing(script("{&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;R&amp;D&quot;}"));

        // Then
        assertThat(listing.postings()).extracting(ListedPosting::title).containsExactly("R&D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"JobPosting\"",
                "[\"Thing\",\"JobPosting\"]",
                "\"http://schema.org/JobPosting\"",
                "\"https://schema.org/JobPosting\"",
                "\"schema:JobPosting\""
            })
    void knowsAPostingByEveryNameOfItsType(String type) {
        assertThat(listing(script("{\"@type\":%s,\"title\":\"Cook\"}".formatted(type))).postings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type='application/ld+json; charset=utf-8'",
                "type='APPLICATION/LD+JSON'",
                "type=application/ld+json",
                "TYPE=' application/ld+json '"
            })
    void knowsABlockByEverySpellingOfItsMediaType(String attribute) {
        assertThat(
                        listing(
                                        "<script %s>{\"@type\":\"JobPosting\",\"title\":\"Cook\"}</script>"
                                                .formatted(attribute))
                                .postings())
                .hasSize(1);
    }

    @Test
    void readsAllBlocksAndLetsABrokenOneSpoilNoOther() {
        // When
        var listing =
                listing(
                        script("{\"@type\":\"JobPosting\",\"title\":\"One\",\"url\":\"/1\"}")
                                + script("{\"@type\":\"BreadcrumbList\" broken")
                                + script("null")
                                + script("{\"@type\":\"JobPosting\",\"title\":\"Two\",\"url\":\"/2\"}"));

        // Then
        assertThat(listing).isInstanceOf(Listing.Complete.class);
        assertThat(listing.postings()).extracting(ListedPosting::title).containsExactly("One", "Two");
    }

    @Test
    void readsKeysInAnyCaseAndWithAPrefix() {
        // When
        var posting =
                only(
                        """
                        "Title":"Cook","schema:DatePosted":"2026-03-01","HiringOrganization":{"Name":"Acme"},
                        "JobLocation":{"Address":{"AddressLocality":"Oslo","AddressCountry":"NO"}}\
                        """);

        // Then
        assertThat(posting.title()).isEqualTo("Cook");
        assertThat(posting.company()).isEqualTo("Acme");
        assertThat(posting.locations()).containsExactly(new PostingLocation("Oslo, NO", "Oslo", null, "NO"));
        assertThat(posting.postedAt()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void takesTheNameOrThePagesTitleWhereThePostingHasNoTitle() {
        assertThat(only("\"name\":\"Baker &amp; cook\"").title()).isEqualTo("Baker & cook");
        assertThat(
                        listing(
                                        "<meta property='og:title' content='Cook at Acme'>"
                                                + script("{\"@type\":\"JobPosting\",\"hiringOrganization\":\"Acme\"}"))
                                .postings()
                                .getFirst()
                                .title())
                .isEqualTo("Cook");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>R&amp;D</p><p>Now</p>",
                "&lt;p&gt;R&amp;amp;D&lt;/p&gt;&lt;p&gt;Now&lt;/p&gt;",
                "&amp;lt;p&amp;gt;R&amp;amp;amp;D&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Now&amp;lt;/p&amp;gt;",
                "<p>R&amp;amp;D</p><p>Now</p>",
                "R&amp;amp;D&amp;#xa;&amp;#xa;Now",
                "R&D\\n\\nNow",
            })
    void undoesEscapingHoweverOftenItWasDone(String description) {
        assertThat(only("\"title\":\"x\",\"description\":\"%s\"".formatted(description)).descriptionText())
                .isEqualTo("R&D\n\nNow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'address':{'addressLocality':'Oslo','addressRegion':'Oslo','addressCountry':'NO'}};Oslo;NO",
                "{'address':{'addressLocality':'Oslo','addressCountry':{'@type':'Country','name':'Norway'}}};Oslo;NO",
                "[{'address':{'addressLocality':'Oslo','addressCountry':['Norway']}}];Oslo;NO",
                "{'@type':'PostalAddress','addressLocality':'Oslo','addressCountry':'NOR'};Oslo;NO",
                "{'address':'Oslo, Norway'};Oslo;NO",
                "'Oslo, Norway';Oslo;NO",
                "['Oslo, Norway'];Oslo;NO",
                "{'name':'Acme','address':{'addressLocality':'Oslo, Norway'}};Oslo;NO",
                "{'name':'Oslo, Norway'};Oslo;NO",
                "{'@id':'#place'};Oslo;NO",
                "{'address':{'addressCountry':'Norway'}};;NO",
            })
    void readsAPlaceInEveryShape(String location, @Nullable String city, String country) {
        // When
        var listing =
                listing(
                        script(
                                """
                                {"@graph":[{"@id":"#place","@type":"Place","address":"Oslo, Norway"},
                                {"@type":"JobPosting","title":"Cook","jobLocation":%s}]}\
                                """
                                        .formatted(location.replace('\'', '"'))));

        // Then
        assertThat(listing.postings().getFirst().locations())
                .singleElement()
                .extracting(PostingLocation::city, PostingLocation::countryCode)
                .containsExactly(city, country);
    }

    @Test
    void readsSeveralPlacesAndLeavesOutEmptyOnes() {
        // When
        var posting =
                only("\"title\":\"x\",\"jobLocation\":[{\"address\":\"Oslo\"},{\"address\":{}},\"Lyon\",null,{}]");

        // Then
        assertThat(posting.locations()).extracting(PostingLocation::name).containsExactly("Oslo", "Lyon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gtm_tbcn_location", "dimension7"})
    void takesThePlaceFromThePagesMetaTagsWhereThePostingHasNone(String name) {
        // When
        var listing =
                listing(
                        "<meta name='%s' content='Oslo, Norway'>".formatted(name)
                                + script("{\"@type\":\"JobPosting\",\"title\":\"Cook\"}"));

        // Then
        assertThat(listing.postings().getFirst().locations())
                .containsExactly(new PostingLocation("Oslo, Norway", "Oslo", null, "NO"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'@type':'Country','name':'USA'};US",
                "[{'@type':'Country','name':'United States'}];US",
                "'Canada';CA",
                "{'@type':'State','name':'Ohio'};",
            })
    void readsWhereRemoteWorkersMayLive(String required, @Nullable String country) {
        // When
        var posting =
                only(
                        "\"title\":\"x\",\"jobLocationType\":\"TELECOMMUTE\",\"applicantLocationRequirements\":%s"
                                .formatted(required.replace('\'', '"')));

        // Then
        assertThat(posting.workplace()).isEqualTo(Workplace.REMOTE);
        assertThat(posting.locations()).singleElement().extracting(PostingLocation::countryCode).isEqualTo(country);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'currency':'EUR','value':{'minValue':40000.50,'maxValue':60000,'unitText':'YEAR'}};40000.50;60000;EUR;YEAR",
                "{'currency':'eur','unitText':'year','value':{'minValue':'40000.50','maxValue':'60000'}};40000.50;60000;EUR;YEAR",
                "{'currency':'USD','value':{'value':25,'unitText':'Hour'}};25;25;USD;HOUR",
                "{'currency':'USD','value':25,'unitText':'HOUR'};25;25;USD;HOUR",
                "{'currency':'USD','minValue':10,'maxValue':20,'unitCode':'MON'};10;20;USD;MONTH",
                "{'value':{'minValue':10,'currency':'CHF','unitText':'DAY'}};10;;CHF;DAY",
                "{'currency':'USD','value':{'value':'$60,000 - $80,000','unitText':'ANNUAL'}};60000;80000;USD;YEAR",
                "[{'currency':'USD','value':{'minValue':1,'maxValue':2,'unitText':'WEEK'}}];1;2;USD;WEEK",
                "'100000';100000;100000;GBP;",
                "100000;100000;100000;GBP;",
                "'45.000,50 EUR';45000.50;45000.50;GBP;",
            })
    void readsASalaryInEveryShape(
            String salary, BigDecimal min, @Nullable BigDecimal max, String currency, @Nullable SalaryPeriod period) {
        // When
        var posting = only("\"title\":\"x\",\"salaryCurrency\":\"GBP\",\"baseSalary\":" + salary.replace('\'', '"'));

        // Then
        assertThat(posting.salary()).isEqualTo(new Salary(min, max, currency, period));
    }

    @Test
    void takesTheEstimateWhereThereIsNoSalary() {
        // When
        var posting =
                only(
                        """
                        "title":"x","baseSalary":{"currency":"USD","value":{"minValue":0,"maxValue":0}},
                        "estimatedSalary":[{"@type":"MonetaryAmountDistribution","currency":"USD","duration":"P1Y",
                        "percentile10":"100000","median":115000,"percentile90":"125000"}]\
                        """);

        // Then
        assertThat(posting.salary())
                .isEqualTo(new Salary(new BigDecimal("100000"), new BigDecimal("125000"), "USD", SalaryPeriod.YEAR));
    }

    @Test
    void doesNotTakeASentenceAboutMoneyForASalary() {
        assertThat(only("\"title\":\"x\",\"baseSalary\":\"10 to 20 for 40 hours\"").salary()).isNull();
        assertThat(only("\"title\":\"x\",\"baseSalary\":\"competitive\"").salary()).isNull();
        assertThat(only("\"title\":\"x\",\"baseSalary\":1E999999999").salary()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'FULL_TIME';FULL_TIME",
                "['PART_TIME','CONTRACTOR'];PART_TIME",
                "'https://schema.org/Intern';INTERNSHIP",
                "'Full-time, permanent';FULL_TIME",
                "'contractor';CONTRACT",
                "['',null,'TEMPORARY'];TEMPORARY",
                "'40 hours';",
            })
    void readsTheEmploymentTypeInEveryShape(String type, @Nullable EmploymentType expected) {
        assertThat(only("\"title\":\"x\",\"employmentType\":" + type.replace('\'', '"')).employmentType())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "2026-11-20;2026-11-20T00:00:00Z",
                "2026-11-20T22:30:00-04:00;2026-11-21T02:30:00Z",
                "2026-11-20T22:30:00.000+0000;2026-11-20T22:30:00Z",
                "2026-11-20T22:30:00;2026-11-20T22:30:00Z",
                "2026-11-20 22:30:00;2026-11-20T22:30:00Z",
                "November 20, 2026;2026-11-20T00:00:00Z",
                "20.11.2026;2026-11-20T00:00:00Z",
                "Fri, 20 Nov 2026 22:30:00 GMT;2026-11-20T22:30:00Z",
                "03/04/2026;",
                "2028-01-01;",
                "1970-01-01;",
                "yesterday;",
            })
    void readsADateOnlyWhereItIsOneAndPlausible(String date, @Nullable Instant expected) {
        assertThat(only("\"title\":\"x\",\"datePosted\":\"%s\"".formatted(date)).postedAt()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'@type':'PropertyValue','name':'Acme','value':'R-7'};R-7",
                "{'value':7};7",
                "'R-7';R-7",
                "7;7",
                "['R-7','x'];R-7",
                "null;https://careers.example.com/jobs/cook",
            })
    void takesTheIdentifierOrTheAddressForTheId(String identifier, String id) {
        assertThat(
                        only("\"title\":\"x\",\"url\":\"/jobs/cook\",\"identifier\":" + identifier.replace('\'', '"'))
                                .externalId())
                .isEqualTo(id);
    }

    @Test
    void takesThePagesCanonicalAddressWhereThePostingHasNone() {
        assertThat(
                        listing(
                                        "<link rel=canonical href='/jobs/7'>"
                                                + script("{\"@type\":\"JobPosting\",\"title\":\"Cook\"}"))
                                .postings()
                                .getFirst()
                                .externalId())
                .isEqualTo("https://careers.example.com/jobs/7");
    }

    @Test
    void keepsPostingsApartThatShareAnIdentifierAndFoldsThoseThatAreOne() {
        // When
        var listing =
                listing(
                        script(
                                """
                                [{"@type":"JobPosting","title":"Cook","identifier":"1","url":"/oslo"},
                                {"@type":"JobPosting","title":"Cook","identifier":"1","url":"/lyon"},
                                {"@type":"JobPosting","title":"Cook","identifier":"1","url":"/oslo"}]\
                                """));

        // Then
        assertThat(listing.postings())
                .extracting(ListedPosting::externalId)
                .containsExactly("https://careers.example.com/oslo", "https://careers.example.com/lyon");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'@type':'Organization','name':'Acme'};Acme",
                "'Acme';Acme",
                "[{'name':'Acme'},{'name':'Other'}];Acme",
                "{'@id':'#org'};Acme",
                "'confidential';",
            })
    void readsTheCompanyInEveryShape(String organization, @Nullable String company) {
        // When
        var listing =
                listing(
                        script("{\"@id\":\"#org\",\"@type\":\"Organization\",\"name\":\"Acme\"}")
                                + script(
                                        "{\"@type\":\"JobPosting\",\"title\":\"x\",\"hiringOrganization\":%s}"
                                                .formatted(organization.replace('\'', '"'))));

        // Then
        assertThat(listing.postings().getFirst().company()).isEqualTo(company);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "http://", "::"})
    void takesThePagesAddressWhereThePostingsIsNone(String url) {
        assertThat(only("\"title\":\"x\",\"url\":\"%s\"".formatted(url)).url()).isEqualTo(ADDRESS);
    }

    @Test
    @Timeout(20)
    void isNotSlowedDownByBait() {
        // Given
        var spaces = " ".repeat(300_000);
        var newlines = "\n".repeat(300_000);
        var brackets = "(".repeat(300_000);

        // When
        var listing =
                listing(
                        script("{\"@type\":\"JobPosting\" ]" + spaces)
                                + script("{\"@type\":\"JobPosting\"" + newlines + "x")
                                + script(
                                        "{\"@type\":\"JobPosting\",\"title\":\"Cook\",\"jobLocation\":\"%s\",\"baseSalary\":\"%s\",\"description\":\"<pre>%s</pre>\"}"
                                                .formatted(brackets, "1.".repeat(150_000), spaces + ".")));

        // Then
        assertThat(listing.postings()).hasSize(1);
    }

    @Test
    void isNotLedAstrayByDepth() {
        // Given
        var deep = "[".repeat(500) + "]".repeat(500);

        // When
        var listing = listing(script(deep) + script("{\"@type\":\"JobPosting\",\"title\":\"Cook\"}"));

        // Then
        assertThat(listing.postings()).hasSize(1);
    }

    @Test
    void readsTheBlocksOfRealPagesAsACorrectReaderDoes() throws IOException {
        // Given
        int compared = 0;
        try (var files = Files.list(SharedData.folder("jsonld"))) {
            for (var html : files.filter(file -> file.toString().endsWith(".html")).toList()) {
                var expected = html.resolveSibling(html.getFileName().toString().replace(".html", ".jsonld"));

                // When
                var blocks = JsonLdBlocks.of(Jsoup.parse(Files.readString(html)));

                // Then
                var read = JsonNodeFactory.instance.arrayNode();
                blocks.values().stream().filter(value -> !value.isNull()).forEach(read::add);
                assertThat(read).as(html.toString()).isEqualTo(new ObjectMapper().readTree(expected.toFile()));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(7);
    }

    @Test
    void readsThePostingsOfTheVocabularysOwnExamples() {
        // Given
        var examples = SharedData.read("jsonld", "schemaorg-jobposting-examples.txt");
        var scripts = Pattern.compile("<script.*?</script>", Pattern.DOTALL).matcher(examples).results().toList();

        // When
        var postings = scripts.stream().map(script -> listing(script.group()).postings().getFirst()).toList();

        // Then
        assertThat(postings)
                .extracting(ListedPosting::title)
                .containsExactly(
                        "Software Engineer",
                        "Junior software developer",
                        "Mobile App Developer",
                        "Telecommute from anywhere in USA!",
                        "Systems Research Engineer",
                        "Software Engineer");
        var first = postings.getFirst();
        assertThat(first.salary())
                .isEqualTo(new Salary(new BigDecimal("100000"), new BigDecimal("100000"), "USD", null));
        assertThat(first.locations()).containsExactly(new PostingLocation("Kirkland, WA", "Kirkland", "WA", null));
        assertThat(first.employmentType()).isEqualTo(EmploymentType.FULL_TIME);
        assertThat(postings.get(2).company()).isEqualTo("ACME Software");
        assertThat(postings.get(3).locations()).extracting(PostingLocation::countryCode).containsExactly("US");
    }

    @Test
    void readsTheSamePostingsInMicrodataAndRdfaAsInJsonLd() {
        // Given
        var examples = SharedData.read("jsonld", "schemaorg-jobposting-examples.txt");
        int compared = 0;
        for (var example : examples.split("TYPES: ")) {
            for (var syntax : List.of("MICRODATA", "RDFA")) {
                var html = section(example, syntax);
                var json = section(example, "JSON");
                if (!html.contains("JobPosting") || !json.contains("JobPosting")) {
                    continue;
                }

                // When
                var inElements = listing(html).postings().getFirst();
                var inJson = listing(json).postings().getFirst();

                // Then: the examples word their descriptions differently
                var name = syntax + " of " + example.lines().findFirst().orElse("");
                assertThat(inElements.title()).as(name).isEqualTo(inJson.title());
                assertThat(inElements.terms()).as(name).isEqualTo(inJson.terms());
                assertThat(inElements.locations()).as(name).isEqualTo(inJson.locations());
                assertThat(inElements.postedAt()).as(name).isEqualTo(inJson.postedAt());
                assertThat(inElements.descriptionText() == null).as(name).isEqualTo(inJson.descriptionText() == null);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(2);
    }

    private static String section(String example, String name) {
        var section =
                Pattern.compile("^" + name + ":\\n(.*?)(?=^[A-Z-]+:\\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE)
                        .matcher(example);
        return section.find() ? section.group(1) : "";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div itemscope itemtype='http://schema.org/JobPosting' itemid='/jobs/7' itemref='org'>"
                        + "<a itemprop='title' href='/x'>Cook</a><a itemprop='url' href='/jobs/7'>Read</a>"
                        + "<meta itemprop='employmentType' content='PART_TIME'>"
                        + "<time itemprop='datePosted' datetime='2026-11-03'>3 Nov</time>"
                        + "<div itemprop='description'><p>Boil</p><script>x()</script></div>"
                        + "<div itemprop='jobLocation' itemscope itemtype='http://schema.org/Place'><p itemprop='address'"
                        + " itemscope><span itemprop='addressLocality'>Oslo</span><b itemprop='addressCountry'>NO</b></p>"
                        + "</div></div>"
                        + "<p id='org' itemprop='hiringOrganization' itemscope><i itemprop='name'>Acme</i></p>",
                "<div vocab='https://schema.org/' typeof='JobPosting' resource='/jobs/7'><h1 property='title'>Cook</h1>"
                        + "<a property='url' href='/jobs/7'>Read</a><link property='employmentType'"
                        + " href='https://schema.org/PART_TIME'>"
                        + "<time property='datePosted' datetime='2026-11-03'>3 Nov</time>"
                        + "<div property='schema:description'><p>Boil</p></div>"
                        + "<div property='jobLocation' typeof='Place'><p property='address' typeof='PostalAddress'>"
                        + "<span property='addressLocality'>Oslo</span><b property='addressCountry'>NO</b></p></div>"
                        + "<p property='hiringOrganization' typeof='Organization'><i property='name'>Acme</i></p></div>",
            })
    void readsAPostingOutOfThePagesElements(String html) {
        // When
        var listing = listing(html);

        // Then
        assertThat(listing).isInstanceOf(Listing.Complete.class);
        var posting = listing.postings().getFirst();
        assertThat(posting.title()).isEqualTo("Cook");
        assertThat(posting.company()).isEqualTo("Acme");
        assertThat(posting.employmentType()).isEqualTo(EmploymentType.PART_TIME);
        assertThat(posting.postedAt()).isEqualTo(Instant.parse("2026-11-03T00:00:00Z"));
        assertThat(posting.locations()).containsExactly(new PostingLocation("Oslo, NO", "Oslo", null, "NO"));
        assertThat(posting.descriptionHtml()).isEqualTo("<p>Boil</p>");
        assertThat(posting.externalId()).isEqualTo("https://careers.example.com/jobs/7");
    }

    @Test
    void countsOnceWhatThePageSaysTwice() {
        var elements = "<div itemscope itemtype='https://schema.org/JobPosting'><h1 itemprop='title'>Chef</h1></div>";

        assertThat(listing(elements + script("{\"@type\":\"JobPosting\",\"title\":\"Cook\"}")).postings())
                .extracting(ListedPosting::title)
                .containsExactly("Cook");
    }

    @Test
    void undoesAWrongCharset() {
        // When
        var wrong = only("\"title\":\"K\u00c3\u00b6chin\",\"description\":\"caf\u00c3\u00a9 \u00e2\u20ac\u201c bar\"");
        var right = only("\"title\":\"\u00c3\u00b6 \u00e9\",\"description\":\"\u00c9t\u00e9\"");

        // Then
        assertThat(wrong.title()).isEqualTo("K\u00f6chin");
        assertThat(wrong.descriptionText()).isEqualTo("caf\u00e9 \u2013 bar");
        assertThat(right.title()).isEqualTo("\u00c3\u00b6 \u00e9");
        assertThat(right.descriptionText()).isEqualTo("\u00c9t\u00e9");
    }

    @Test
    void doesNotTakeTheCompanysNameForAPlace() {
        assertThat(
                        only("""
                        "title":"x","hiringOrganization":{"name":"Acme"},
                        "jobLocation":{"@type":"Place","name":"ACME"}\
                        """)
                                .locations())
                .isEmpty();
    }

    @Test
    void doesNotBelieveThatAPostingHasEnded() {
        assertThat(
                        listing(script("{\"@type\":\"JobPosting\",\"title\":\"x\",\"validThrough\":\"2024-01-01\"}"))
                                .postings())
                .hasSize(1);
    }

    @Test
    void leavesThePartsOfAVisitOutOfTheId() {
        assertThat(only("\"title\":\"x\",\"url\":\"/job;jsessionid=A1?utm_source=a&id=7&sid=9\"").externalId())
                .isEqualTo("https://careers.example.com/job?id=7");
    }

    private static ListedPosting only(String fields) {
        return listing(script("{\"@type\":\"JobPosting\",%s}".formatted(fields))).postings().getFirst();
    }

    private static Listing listing(String html) {
        return new JsonLdPage(Jsoup.parse(html, ADDRESS.toString()), ADDRESS, false, StandIn.NOW).listing();
    }

    private static String script(String block) {
        return "<script type=\"application/ld+json\">" + block + "</script>";
    }
}
