/// What the services tell about themselves: traces that go along with work, and where they are sent. Imports nothing of
/// ours.
@NullMarked
package dev.tandem.common.telemetry;

import org.jspecify.annotations.NullMarked;
