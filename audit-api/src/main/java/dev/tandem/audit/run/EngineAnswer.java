package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanError;
import java.util.List;
import java.util.Set;

/// What one lane brought: the engines that share a visit of the page, or Lighthouse.
sealed interface EngineAnswer {

    /// What became of each engine that was asked.
    List<EngineRun> runs();

    /// The page was looked at; each engine may still have failed for itself.
    ///
    /// @param findings what those that succeeded found, merged, the worst first
    record Accessibility(List<EngineRun> runs, List<Finding> findings, Receipt receipt) implements EngineAnswer {

        public Accessibility {
            runs = List.copyOf(runs);
            findings = List.copyOf(findings);
        }
    }

    /// Lighthouse measured the page.
    record Lighthouse(String version, JsonNode report, long millis) implements EngineAnswer {
        @Override
        public List<EngineRun> runs() {
            return List.of(new EngineRun(Engine.LIGHTHOUSE, EngineRun.Outcome.SUCCEEDED, version, millis, null));
        }
    }

    /// None of the lane's engines could do its work, which the other lane is not to suffer for.
    record Failure(Set<Engine> engines, ScanError error, long millis) implements EngineAnswer {

        public Failure {
            engines = Set.copyOf(engines);
        }

        @Override
        public List<EngineRun> runs() {
            return engines.stream()
                    .sorted()
                    .map(engine -> new EngineRun(engine, EngineRun.Outcome.FAILED, null, millis, error))
                    .toList();
        }
    }
}
