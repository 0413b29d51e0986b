package dev.tandem.bench.jobs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A [PlainPoller] as a process.
final class PlainProcess implements Poller {

    private static final String OPEN = "select count(*) from plain_posting where archived_at is null";

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    PlainProcess(Rung rung, int standIn, int database) throws IOException {
        var arguments = List.of(rung.toString(), Integer.toString(standIn), Integer.toString(database));
        process = StandInProcess.java("-Xmx512m", PlainPoller.class, arguments);
        answers = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        commands = process.outputWriter(StandardCharsets.UTF_8);
        await("ready");
    }

    private void await(String word) throws IOException {
        if (!word.equals(answers.readLine())) {
            throw new IOException("The poller broke down.");
        }
    }

    @Override
    public Duration poll() throws IOException {
        var begin = System.nanoTime();
        commands.write("poll\n");
        commands.flush();
        await("done");
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public Stored stored() {
        return new Stored(OPEN, OPEN + " and description is not null");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
