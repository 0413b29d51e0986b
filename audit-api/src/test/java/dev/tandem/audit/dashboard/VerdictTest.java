package dev.tandem.audit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.Readiness;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.Requests;
import dev.tandem.audit.scan.ScanStatus;
import dev.tandem.audit.scan.ScanView;
import dev.tandem.audit.scan.SecondLook;
import dev.tandem.audit.scan.Summary;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {

    private static final Summary NOTHING_FOUND = new Summary(0, Map.of(), 0, false);

    @ParameterizedTest
    @EnumSource(value = Receipt.Verdict.class, names = "SEEN", mode = EnumSource.Mode.EXCLUDE)
    void neverCallsAPageCleanThatWasNotSeen(Receipt.Verdict seen) {
        var verdict = Verdict.of(scan(receipt(seen), NOTHING_FOUND));

        assertThat(verdict.css()).isEqualTo("warn");
        assertThat(verdict.sentence() + verdict.remark()).doesNotContainIgnoringCase("no barrier");
    }

    @Test
    void neverCallsAPageCleanThatNoEngineFinishedWith() {
        var verdict = Verdict.of(scan(null, null));

        assertThat(verdict.sentence()).isEqualTo("Whether the page has barriers is not known.");
        assertThat(verdict.css()).isEqualTo("warn");
    }

    @Test
    void saysHowManyBarriersThereAreAndHowBad() {
        var summary = new Summary(4, Map.of("CRITICAL", 3, "SERIOUS", 1), 1, false);

        var verdict = Verdict.of(scan(receipt(Receipt.Verdict.SEEN), summary));

        assertThat(verdict.sentence()).isEqualTo("4 barriers were found on this page, 3 of them critical.");
        assertThat(verdict.remark()).startsWith("1 place needs a person’s judgement");
    }

    @Test
    void callsAPageCleanWithTheRemarkThatMachinesDoNotFindAll() {
        var verdict = Verdict.of(scan(receipt(Receipt.Verdict.SEEN), new Summary(0, Map.of(), 0, true)));

        assertThat(verdict.sentence()).isEqualTo("No barrier was found on this page.");
        assertThat(verdict.remark()).contains("only part of all barriers");
        assertThat(verdict.css()).isEqualTo("good");
    }

    private static ScanView scan(@Nullable Receipt receipt, @Nullable Summary summary) {
        return new ScanView(
                UUID.randomUUID(),
                "https://example.org/",
                ScanStatus.COMPLETED,
                Device.DESKTOP,
                0,
                null,
                null,
                1,
                PageSettings.DEFAULT,
                Map.of("AXE", "FAILED"),
                receipt,
                summary,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    private static Receipt receipt(Receipt.Verdict verdict) {
        return new Receipt(
                "https://example.org/",
                List.of(),
                404,
                "text/html",
                "Example",
                verdict,
                "something on the page",
                100,
                10,
                1,
                0,
                Map.of(),
                Map.of(),
                Requests.NONE,
                "Chromium",
                Readiness.NONE,
                SecondLook.NONE,
                Map.of());
    }
}
