package dev.tandem.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.common.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceCsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,provider,board\r\nAcme,LEVER,acme\r\n",
                "name,provider,board\nAcme,LEVER,acme",
                "\uFEFFName,ATS,Token\r\nAcme,lever,acme\r\n",
                "board,notes,company\r\nhttps://jobs.lever.co/acme,\"a \"\"good\"\" one\",Acme\r\n",
                "url,name\r\njobs.lever.co/acme,Acme\r\n",
                "Acme,LEVER,acme\r\n",
                "Acme,https://jobs.lever.co/acme\r\n",
                "Acme;LEVER;acme\r\n",
                "\r\n\r\nAcme,LEVER,acme\r\n\r\n",
            })
    void readsABoardHoweverItsColumnsAreArranged(String text) {
        var csv = SourceCsv.read(text);

        assertThat(csv.refused()).isEmpty();
        assertThat(csv.wanted())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.name()).isEqualTo("Acme");
                    assertThat(row.board()).isEqualTo(new Board(Provider.LEVER, "acme"));
                    assertThat(row.enabled()).isTrue();
                });
    }

    @Test
    void tellsByTheLineWhatIsWrongAndTakesTheRest() {
        // When
        var csv =
                SourceCsv.read(
                        """
                        name,provider,board,enabled
                        Acme,LEVER,acme,
                        Birch,MONSTER,birch,
                        "Cedar
                        Health",ASHBY,cedar,no
                        Dogwood,,dogwood,
                        Elm,LEVER,../elm,
                        Fir,LEVER,,
                        Gum,LEVER,gum,maybe
                        Hazel,,https://example.org/careers,
                        """);

        // Then
        assertThat(csv.wanted()).extracting(WantedRow::line).containsExactly(2L, 4L, 10L);
        assertThat(csv.wanted().get(1).enabled()).isFalse();
        assertThat(csv.wanted().get(2).board().provider()).isEqualTo(Provider.JSON_LD);
        assertThat(csv.wanted().get(2).note()).isNotNull();
        assertThat(csv.refused()).extracting(ImportRow::line).containsExactly(3L, 6L, 7L, 8L, 9L);
        assertThat(csv.refused()).allSatisfy(row -> assertThat(row.message()).endsWith("."));
        assertThat(csv.refused().getFirst().message()).isEqualTo("\"MONSTER\" is no provider.");
    }

    @Test
    void takesWhatComesBeforeABrokenQuote() {
        var csv = SourceCsv.read("Acme,LEVER,acme\r\n\"Birch,LEVER,birch\r\nCedar,LEVER,cedar\r\n");

        assertThat(csv.wanted()).extracting(WantedRow::name).containsExactly("Acme");
        assertThat(csv.refused()).singleElement().satisfies(row -> assertThat(row.line()).isEqualTo(2));
    }

    @Test
    void callsABoardByItsTokenWhenNobodySays() {
        var csv = SourceCsv.read("https://jobs.eu.lever.co/acme\nhttps://birch.wd5.myworkdayjobs.com/Jobs\n");

        assertThat(csv.wanted()).extracting(WantedRow::name).containsExactly("acme", "birch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "name,board\r\n"})
    void refusesAFileWithoutARow(String text) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> SourceCsv.read(text));
    }

    @Test
    void refusesAFileThatIsTooLong() {
        assertThat(SourceCsv.read("Acme,LEVER,acme\n".repeat(SourceCsv.MOST_ROWS)).wanted())
                .hasSize(SourceCsv.MOST_ROWS);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SourceCsv.read("Acme,LEVER,acme\n".repeat(SourceCsv.MOST_ROWS + 1)));
    }
}
