package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.stage.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// F41 to F46: the database dies, hangs or refuses, and everything goes on when it is back.
class PostgresFailureTest extends OnStage {

    @Test
    void f41RestartedInTheMiddleOfEverything() throws Exception {
        for (var i = 0; i < 20; i++) {
            scan("?millis=300");
        }

        stage.postgres().dieAndComeBack();

        stage.awaitState(scan(), "COMPLETED");
        stage.awaitAllEnded();
    }

    @Tag("whole")
    @Test
    void f41RestartedWhenNothingRuns() throws Exception {
        stage.postgres().dieAndComeBack();

        stage.awaitState(scan(), "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f41DeadWhenAnEndIsStored() throws Exception {
        worker.arm("run.before-end=stop");
        var scan = scan();
        Waiting.until("the worker is halted", Duration.ofSeconds(20), () -> worker.isFrozen());
        stage.postgres().die();
        worker.thaw();
        stage.postgres().comeBack();

        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f42EveryConnectionIsCutAgainAndAgain() throws Exception {
        for (var i = 0; i < 10; i++) {
            scan("?millis=200");
            stage.postgres()
                    .ask(
                            "select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid()"
                                    + " and backend_type = 'client backend'");
        }

        stage.awaitAllEnded();
    }

    @Tag("whole")
    @Test
    void f43TheTableIsLockedForLongerThanALease() throws Exception {
        var scan = scan("?millis=1000");
        stage.awaitState(scan, "RUNNING");
        try (var connection = stage.postgres().connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table scan in access exclusive mode");
            statement.execute("select pg_sleep(4)");
            connection.commit();
        }

        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f44ReadOnlyForAWhile() throws Exception {
        var scan = scan("?millis=500");
        stage.awaitState(scan, "RUNNING");
        readOnly("on");
        assertThat(client.post("/scans", "{\"url\": \"" + PAGE + "\"}")).isGreaterThanOrEqualTo(500);
        readOnly("off");

        stage.awaitState(scan, "COMPLETED");
        stage.awaitState(scan(), "COMPLETED");
    }

    private void readOnly(String value) throws Exception {
        stage.postgres()
                .run(
                        "set default_transaction_read_only = off",
                        "alter database postgres set default_transaction_read_only = " + value,
                        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                                + " and backend_type = 'client backend'");
    }

    @Tag("whole")
    @Test
    void f45AnOldSnapshotIsHeldMeanwhile() throws Exception {
        try (var connection = stage.postgres().connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read");
            statement.execute("select count(*) from scan");
            for (var i = 0; i < 20; i++) {
                scan();
            }
            stage.awaitAllEnded();
            connection.rollback();
        }
    }

    @Tag("whole")
    @Test
    void f46AFailureThatTheDatabaseSaysMayPassIsTriedAgain() throws Exception {
        stage.postgres()
                .run(
                        "create sequence failing",
                        """
                        create function fail_twice() returns trigger language plpgsql as $$ begin
                          if nextval('failing') <= 2 then raise exception using errcode = '40P01'; end if;
                          return new; end $$\
                        """,
                        "create trigger fail_twice before insert on scan_result for each row execute function fail_twice()");
        var scan = scan();

        stage.awaitState(scan, "COMPLETED");

        assertThat(stage.postgres().ask("select attempts from scan where id = '" + scan + "'")).isEqualTo("1");
        stage.postgres()
                .run("drop trigger fail_twice on scan_result", "drop function fail_twice", "drop sequence failing");
    }
}
