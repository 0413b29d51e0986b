package dev.tandem.common;

import dev.tandem.common.testing.HouseRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void importsRunOneWay() {
        HouseRules.of("dev.tandem.common")
                .check(
                        List.of(
                                Set.of("security", "page"),
                                Set.of(
                                        "problem",
                                        "async",
                                        "redis",
                                        "egress",
                                        "start",
                                        "failpoint",
                                        "telemetry",
                                        "jdbc")));
    }
}
