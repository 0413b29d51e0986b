/// Whether a board is still there, as data: what was seen of it, what that makes of it, and by which rules. Nothing is
/// ever archived because of it. May import nothing of the service.
@NullMarked
package dev.tandem.jobs.health;

import org.jspecify.annotations.NullMarked;
