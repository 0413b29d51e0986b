package dev.tandem.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/// Keeps a second launcher away from the same data. The operating system releases it however a launcher ends.
record RunLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    /// @throws StartFailure when another launcher holds it
    static RunLock take(Home home) throws IOException {
        var channel = FileChannel.open(home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new StartFailure("Tandem already runs on %s.".formatted(home.folder()));
        }
        return new RunLock(channel, lock);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
