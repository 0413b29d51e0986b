package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.PageSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A site whose pages move, load late and count the time, audited again and again.
@Tag("whole")
class RepeatsTest {

    private static final int REPEATS = 20;
    private static final List<String> PAGES =
            List.of("/barrier", "/shell-renders", "/hydrates", "/fades-in", "/pulses", "/clock", "/moves");

    @Test
    void noFindingDiffersFromOneRepeatToTheNext() throws Exception {
        try (var site = new LyingSite();
                var audits = Audits.with(Map.of("slots", "4"))) {
            // Given
            var asked = new LinkedHashMap<String, List<CompletableFuture<Outcome>>>();
            for (var repeat = 0; repeat < REPEATS; repeat++) {
                for (var page : PAGES) {
                    asked.computeIfAbsent(page, any -> new ArrayList<>())
                            .add(audits.audit(site.url(page), PageSettings.DEFAULT));
                }
            }

            // When
            var found = new LinkedHashMap<String, Set<List<String>>>();
            asked.forEach((page, outcomes) ->
                    found.put(page, outcomes.stream().map(RepeatsTest::findings).collect(Collectors.toSet())));

            // Then
            assertThat(found).allSatisfy((page, variants) -> assertThat(variants).hasSize(1));
            assertThat(Objects.requireNonNull(found.get("/moves")).iterator().next())
                    .extracting(each -> each.split(" ")[0])
                    .containsExactly("color-contrast", "image-alt");
        }
    }

    private static List<String> findings(CompletableFuture<Outcome> asked) {
        return assertThat(asked.orTimeout(10, TimeUnit.MINUTES).join())
                .asInstanceOf(type(Outcome.Done.class))
                .actual()
                .findings()
                .stream()
                .map(RepeatsTest::finding)
                .sorted()
                .toList();
    }

    private static String finding(Finding finding) {
        return finding.code() + " " + finding.certainty() + " " + finding.fingerprint();
    }
}
