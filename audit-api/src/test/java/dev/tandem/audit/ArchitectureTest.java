package dev.tandem.audit;

import dev.tandem.common.testing.HouseRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void importsRunOneWay() {
        HouseRules.of("dev.tandem.audit")
                .check(
                        List.of(
                                Set.of("dashboard"),
                                Set.of("feed"),
                                Set.of("run"),
                                Set.of("witness"),
                                Set.of("engine", "lighthouse"),
                                Set.of("browser"),
                                Set.of("process"),
                                Set.of("egress"),
                                Set.of("dispatch"),
                                Set.of("batch"),
                                Set.of("issue"),
                                Set.of("scan"),
                                Set.of("sitemap"),
                                Set.of("project")));
    }

    /// A machine's clock may jump by minutes; leases, waits and ages are all by the database's.
    @Test
    void theQueueReadsNoClockOfAProcess() {
        HouseRules.of("dev.tandem.audit").readNoClock(Set.of("dispatch", "feed"));
    }
}
