/// Keeps the queue moving, in processes that have the role API: admits what waits, fairly and within its limits, sends
/// hints, takes back what lost workers held, forgets what is old, and lets people pause and drain it. Imports
/// [dev.tandem.audit.dispatch] and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.feed;

import org.jspecify.annotations.NullMarked;
