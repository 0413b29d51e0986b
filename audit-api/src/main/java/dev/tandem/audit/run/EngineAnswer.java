package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanError;
import java.util.List;

/// What one engine brought.
sealed interface EngineAnswer {

    Engine engine();

    /// From the beginning of the run.
    long millis();

    /// axe looked at the page.
    record Accessibility(String version, List<Finding> findings, Receipt receipt, long millis) implements EngineAnswer {
        @Override
        public Engine engine() {
            return Engine.AXE;
        }
    }

    /// Lighthouse measured the page.
    record Lighthouse(String version, JsonNode report, long millis) implements EngineAnswer {
        @Override
        public Engine engine() {
            return Engine.LIGHTHOUSE;
        }
    }

    /// The engine could not do its work, which the other one is not to suffer for.
    record Failure(Engine engine, ScanError error, long millis) implements EngineAnswer {}
}
