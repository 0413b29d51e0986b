package dev.tandem.bench.jobs;

import dev.tandem.bench.stage.PostgresStage;
import dev.tandem.bench.stage.RedisStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One poller with an empty database of its own, at whatever distance, and boards to poll.
final class Bench implements AutoCloseable {

    private final StandInProcess standIn;
    private final PostgresStage postgres;
    private final RedisStage redis;
    private final DistantDatabase database;
    private final Poller poller;

    /// @param boards those of the stand-in
    Bench(Rung rung, StandInProcess standIn, List<StandInBoard> boards, Path folder) throws Exception {
        Files.createDirectories(folder);
        this.standIn = standIn;
        this.postgres = PostgresStage.start(folder);
        this.redis = RedisStage.start(folder);
        this.database = new DistantDatabase(postgres.port(), Duration.ZERO);
        this.poller = rung == Rung.OURS ? ours(boards, folder) : plain(rung);
    }

    private Poller ours(List<StandInBoard> boards, Path folder) throws Exception {
        // However long the details of a first poll take. How many are held stays as it is, because the heap is
        // measured.
        var settings = Map.of("JOBS_DETAILS_WITHIN", "PT2H");
        var service = JobApi.start(folder, standIn.port(), postgres, database.port(), redis, settings);
        service.add(boards, standIn.port());
        return service;
    }

    private Poller plain(Rung rung) throws Exception {
        postgres.run(PlainStore.SCHEMA);
        return new PlainProcess(rung, standIn.port(), database.port());
    }

    /// @param latency of each answer of a board, in milliseconds
    /// @param roundTrip to the database
    Measured poll(int day, int latency, Duration roundTrip) throws Exception {
        standIn.day(day, latency);
        database.roundTrip(roundTrip);
        var statements = database.statements();
        var roundTrips = database.roundTrips();
        var cpu = poller.cpu();
        var begin = System.nanoTime();
        var answered = poller.poll();
        var wall = Duration.ofNanos(System.nanoTime() - begin);
        return new Measured(
                wall,
                answered,
                standIn.seen(),
                database.statements() - statements,
                database.roundTrips() - roundTrips,
                poller.cpu().minus(cpu),
                postgres.count(poller.stored().open()),
                postgres.count(poller.stored().described()));
    }

    Poller poller() {
        return poller;
    }

    @Override
    public void close() throws IOException {
        poller.close();
        database.close();
        redis.close();
        postgres.close();
    }
}
