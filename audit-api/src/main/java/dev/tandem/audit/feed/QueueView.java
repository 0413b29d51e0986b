package dev.tandem.audit.feed;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// How the queue stands.
///
/// @param tenant whose, or `*` for the whole installation
/// @param paused nothing more is started, for this tenant or for everybody
/// @param draining nothing more is accepted, for this tenant or for everybody
/// @param waiting scans that could run now if there were a worker
/// @param retrying scans that wait for another attempt
/// @param oldestWaitingSeconds how long the first of those has been waiting, 0 when none is
/// @param redisAway scans are found by polling, up to a second later
@RegisterForReflection
record QueueView(
        String tenant,
        boolean paused,
        boolean draining,
        long waiting,
        long retrying,
        long running,
        long oldestWaitingSeconds,
        boolean redisAway) {}
