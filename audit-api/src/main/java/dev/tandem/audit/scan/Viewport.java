package dev.tandem.audit.scan;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The size of the window that a page is shown in, in CSS pixels.
@RegisterForReflection
public record Viewport(
        @Schema(minimum = "200", maximum = "4000") int width, @Schema(minimum = "200", maximum = "4000") int height) {

    static final int SMALLEST = 200;
    static final int LARGEST = 4_000;

    boolean plausible() {
        return width >= SMALLEST && width <= LARGEST && height >= SMALLEST && height <= LARGEST;
    }
}
