package dev.tandem.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.scan.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineScriptsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "/[–]/,/[\\u2013]/",
                "this.ε,this.\\u03b5",
                "'😀',\"'\\ud83d\\ude00'\"",
                "'\\n',\"'\\n'\"",
                "'\\–',\"'\\–'\"",
            })
    void escapesWhatIsNotAscii(String script, String escaped) {
        assertThat(EngineScripts.ascii(script)).isEqualTo(escaped);
    }

    @Test
    void sendsAsciiAlone() {
        var sent = new ArrayList<String>();
        var world =
                new IsolatedWorld() {
                    @Override
                    public void run(String script) {
                        sent.add(script);
                    }

                    @Override
                    public String text(String expression) {
                        throw new AssertionError(expression);
                    }
                };

        EngineScripts.from(RealPages.engines(), new ObjectMapper()).prepare(world, EnumSet.allOf(Engine.class));

        assertThat(sent).singleElement().matches(StandardCharsets.US_ASCII.newEncoder()::canEncode);
    }
}
