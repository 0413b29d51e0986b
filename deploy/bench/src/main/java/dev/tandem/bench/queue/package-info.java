/// The queue of audit-api under failure and under load: real processes of the real jar, a real PostgreSQL and a real
/// Redis that are killed, paused and cut off, and a checker that says what was lost. Imports nothing of ours: it sees
/// the service as the network does.
@NullMarked
package dev.tandem.bench.queue;

import org.jspecify.annotations.NullMarked;
