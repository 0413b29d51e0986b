/// What every benchmark stands on: a real PostgreSQL and Redis, a service's real jar as a process, a way to it, and
/// waiting. Imports nothing of ours.
@NullMarked
package dev.tandem.bench.stage;

import org.jspecify.annotations.NullMarked;
