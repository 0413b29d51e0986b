package dev.tandem.jobs;

import dev.tandem.common.testing.HouseRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void importsRunOneWay() {
        HouseRules.of("dev.tandem.jobs")
                .check(
                        List.of(
                                Set.of("dashboard"),
                                Set.of("schedule"),
                                Set.of("poll"),
                                Set.of("search", "notify", "details", "order"),
                                Set.of("match"),
                                Set.of("posting"),
                                Set.of("provider", "jsonld", "recognise"),
                                Set.of("fetch"),
                                Set.of("client"),
                                Set.of("listing"),
                                Set.of("source"),
                                Set.of("archive", "health")));
    }
}
