/// How a scan reaches exactly one worker: admission, hints in a Redis stream, claims under an epoch and a lease, taking
/// back what a lost worker held. PostgreSQL decides everything; Redis only shortens the wait. Imports
/// [dev.tandem.audit.issue] and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.dispatch;

import org.jspecify.annotations.NullMarked;
