package dev.tandem.audit.egress;

import java.io.IOException;

/// A message that is no HTTP, or one that two readers could take for two different things.
final class MalformedHead extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedHead(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
