package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InvitationTest {

    private static final Pattern LINK = Pattern.compile("http://localhost:8081/sign-in\\?code=([\\w.-]+)");

    @Test
    void printsFreshLinksForEveryLineUntilTheInputEnds() {
        // Given
        var out = new ByteArrayOutputStream();
        var service = new Service("audit-api", List.of(), 8081, "TANDEM_AUDIT_PORT", "audit", 0);
        var tokens = new Tokens("s".repeat(43), InstantSource.system());
        var progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8));
        var invitation = new Invitation(new Home(Path.of(".tandem")), List.of(service), tokens, progress);

        // When
        invitation.printLinksOnEnter(new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.UTF_8)));

        // Then
        var codes = LINK.matcher(out.toString(StandardCharsets.UTF_8)).results().map(link -> link.group(1)).toList();
        assertThat(codes).hasSize(2);
        assertThat(new HashSet<>(codes)).hasSize(2);
    }
}
