package dev.tandem.jobs.archive;

import java.time.Duration;

/// A configuration that is just this policy.
public record PolicyConfig(ArchivePolicy policy) implements ArchiveConfig {

    @Override
    public int misses() {
        return policy.misses();
    }

    @Override
    public Duration after() {
        return policy.after();
    }

    @Override
    public Duration atMost() {
        return policy.atMost();
    }

    @Override
    public double perReturn() {
        return policy.perReturn();
    }

    @Override
    public double perBoardReturn() {
        return policy.perBoardReturn();
    }

    @Override
    public Duration memory() {
        return policy.memory();
    }

    @Override
    public double drop() {
        return policy.drop();
    }

    @Override
    public Duration dropFor() {
        return policy.dropFor();
    }

    @Override
    public Duration emptyFor() {
        return policy.emptyFor();
    }
}
