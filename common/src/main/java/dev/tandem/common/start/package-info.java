/// What happens before anything else does: a service refuses to start without what makes it safe, and reads the
/// platforms' own forms of addresses. Imports nothing of ours.
@NullMarked
package dev.tandem.common.start;

import org.jspecify.annotations.NullMarked;
