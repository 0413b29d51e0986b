package dev.tandem.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontendMessagesTest {

    private int statements;
    private int roundTrips;

    private final FrontendMessages messages =
            new FrontendMessages(
                    new FrontendMessages.Counts() {
                        @Override
                        public void statement() {
                            statements++;
                        }

                        @Override
                        public void roundTrip() {
                            roundTrips++;
                        }
                    });

    /// @param chunk how many bytes come at once
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1_000})
    void countsStatementsAndRoundTripsHoweverTheBytesAreCut(int chunk) {
        // Given: SSL is asked for, then a connection begins, with a name full of letters that are kinds elsewhere
        var sent = new ByteArrayOutputStream();
        sent.writeBytes(ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array());
        var name = "user\0QQEES\0\0".getBytes(StandardCharsets.US_ASCII);
        sent.writeBytes(ByteBuffer.allocate(8 + name.length).putInt(8 + name.length).putInt(196_608).put(name).array());
        // One simple query, then two statements in one round trip
        message(sent, 'Q', "select 'QES'\0");
        message(sent, 'P', "name\0select 1\0\0\0");
        message(sent, 'B', "EEEE");
        message(sent, 'E', "\0\0\0\0\0");
        message(sent, 'B', "SSSS");
        message(sent, 'E', "\0\0\0\0\0");
        message(sent, 'S', "");

        // When
        var all = sent.toByteArray();
        for (var at = 0; at < all.length; at += chunk) {
            var part = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + chunk));
            messages.read(part, part.length);
        }

        // Then
        assertThat(statements).isEqualTo(3);
        assertThat(roundTrips).isEqualTo(2);
    }

    private static void message(ByteArrayOutputStream sent, char kind, String body) {
        var bytes = body.getBytes(StandardCharsets.US_ASCII);
        sent.write(kind);
        sent.writeBytes(ByteBuffer.allocate(4 + bytes.length).putInt(4 + bytes.length).put(bytes).array());
    }
}
