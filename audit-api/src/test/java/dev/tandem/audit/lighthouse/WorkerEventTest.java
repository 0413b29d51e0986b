package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerEventTest {

    @Test
    void readsEveryEventOfTheProtocol() {
        assertThat(WorkerEvent.parse("{\"event\":\"ready\",\"browser\":7}")).isEqualTo(new WorkerEvent.Ready(7));
        assertThat(WorkerEvent.parse("{\"event\":\"heartbeat\",\"rss\":9}")).isEqualTo(new WorkerEvent.Heartbeat(9));
        assertThat(WorkerEvent.parse("{\"event\":\"started\",\"id\":\"a\",\"browser\":7}"))
                .isEqualTo(new WorkerEvent.Started("a", 7));
        assertThat(WorkerEvent.parse("{\"event\":\"phase\",\"id\":\"a\",\"phase\":\"LOAD\"}"))
                .isEqualTo(new WorkerEvent.Progress("a", LighthousePhase.LOAD));
        assertThat(WorkerEvent.parse("{\"event\":\"error\",\"id\":\"a\",\"code\":\"C\",\"message\":\"m\"}"))
                .isEqualTo(new WorkerEvent.Failed("a", "C", "m"));
        assertThat(WorkerEvent.parse("{\"event\":\"result\",\"id\":\"a\",\"rss\":3,\"report\":{\"scores\":{}}}"))
                .isInstanceOfSatisfying(
                        WorkerEvent.Result.class,
                        result -> {
                            assertThat(result.residentBytes()).isEqualTo(3);
                            assertThat(result.report().has("scores")).isTrue();
                        });
    }

    @Test
    void anErrorWithoutIdIsTheWorkersOwn() {
        assertThat(WorkerEvent.parse("{\"event\":\"error\",\"code\":\"BROWSER_UNAVAILABLE\",\"message\":\"no\"}"))
                .isEqualTo(new WorkerEvent.Failed("", "BROWSER_UNAVAILABLE", "no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Debugger attached.", "{\"event\":", "{\"event\":\"phase\",\"phase\":\"NAP\"}", "[1]", "{}"})
    void anythingElseIsNoise(String line) {
        assertThat(WorkerEvent.parse(line)).isEqualTo(new WorkerEvent.Noise(line));
    }
}
