/// Polls of job-api measured against what latency and politeness alone allow, beside simpler designs that read the same
/// stand-in boards into the same kind of database. Imports only the stage: it sees the service as the network does.
@NullMarked
package dev.tandem.bench.jobs;

import org.jspecify.annotations.NullMarked;
