package dev.tandem.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// What a developer needs to get in: the addresses, a token for the command line, and links for the browser.
final class Invitation {

    private final Home home;
    private final List<Service> services;
    private final Tokens tokens;
    private final Progress progress;

    Invitation(Home home, List<Service> services, Tokens tokens, Progress progress) {
        this.home = home;
        this.services = services;
        this.tokens = tokens;
        this.progress = progress;
    }

    /// Writes the token to its file and prints everything.
    void hand(boolean interactive) throws IOException {
        var token = tokens.development();
        Home.writePrivately(home.token(), token);
        progress.text("");
        progress.text("Tandem is ready.");
        services.forEach(service -> progress.text("  %-10s %s".formatted(service.name(), service.address())));
        progress.text("");
        progress.text(
                "Development token, for %d days, also in %s:"
                        .formatted(Tokens.DEVELOPMENT_LIFE.toDays(), home.shown(home.token())));
        progress.text(token);
        printLinks();
        progress.text((interactive ? "Enter prints fresh sign-in links. " : "") + "Ctrl-C stops everything.");
        if (interactive) {
            Thread.ofVirtual().name("enter").start(() -> printLinksOnEnter(System.in));
        }
    }

    /// Prints new links for each line that is entered, until the input ends.
    void printLinksOnEnter(InputStream input) {
        try {
            for (int read = input.read(); read >= 0; read = input.read()) {
                if (read == '\n') {
                    printLinks();
                }
            }
        } catch (IOException _) {
            // The terminal is gone, and with it whoever could press Enter.
        }
    }

    private void printLinks() {
        progress.text("");
        progress.text("Sign in to the pages, once each, within %d minutes:".formatted(Tokens.SIGN_IN_LIFE.toMinutes()));
        services.forEach(service ->
                progress.text(
                        "  %-10s %s/sign-in?code=%s"
                                .formatted(service.name(), service.address(), tokens.signInCode())));
        progress.text("");
    }
}
