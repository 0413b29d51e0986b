package dev.tandem.audit.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Decides which waiting scans may be queued next. Every tenant gets the same short place in the queue, filled by
/// priority and then by age; no host and no project gets more than its limit. What a limit stops is marked with it, so
/// that a thousand scans of one busy host are not looked at again and again: the cost depends on how many are admitted,
/// not on how many wait.
///
/// One process admits at a time, under an advisory lock, because limits that two check at once are not kept.
@ApplicationScoped
class Admission {

    /// Statistics that were taken while nothing waited make PostgreSQL read the whole table when suddenly thousands do,
    /// a few dozen times in each round; so this transaction reads by index, which is right for any queue.
    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtext('audit.admission')) as taken, set_config('enable_seqscan', 'off', true)";

    private static final String LOCK_WAITING = "select pg_advisory_xact_lock(hashtext('audit.admission'))";

    /// The first two are "loose index scans": one step for each tenant and each limit that has something waiting.
    private static final String ADMIT =
            """
            with recursive tenants (tenant) as (
              (select tenant from scan where state = 'PENDING' and held_by is null order by tenant limit 1)
              union all
              select (select s.tenant from scan s where s.state = 'PENDING' and s.held_by is null and s.tenant > t.tenant
                       order by s.tenant limit 1)
                from tenants t where t.tenant is not null
            ), holds (held_by) as (
              (select held_by from scan where state = 'PENDING' and held_by is not null order by held_by limit 1)
              union all
              select (select s.held_by from scan s where s.state = 'PENDING' and s.held_by > h.held_by
                       order by s.held_by limit 1)
                from holds h where h.held_by is not null
            ), free (held_by, places) as (
              select h.held_by, case split_part(h.held_by, ':', 1)
                when 'host' then
                  $2 - (select count(*) from scan l where l.host = substr(h.held_by, 6)
                          and l.state in ('QUEUED', 'RUNNING'))
                when 'project' then
                  (select coalesce(p.concurrent_scans, 1000000) from project p where p.id = substr(h.held_by, 9)::uuid)
                  - (select count(*) from scan l where l.project_id = substr(h.held_by, 9)::uuid
                        and l.state in ('QUEUED', 'RUNNING'))
                else 0 end
                from holds h where h.held_by is not null
            ), candidate as (
              select c.* from tenants t cross join lateral
                (select s.id, s.tenant, s.host, s.project_id, s.priority, s.created_at from scan s
                  where s.tenant = t.tenant and s.state = 'PENDING' and s.held_by is null
                  order by s.priority desc, s.created_at limit $1 + 32) c
              union all
              select c.* from free f cross join lateral
                (select s.id, s.tenant, s.host, s.project_id, s.priority, s.created_at from scan s
                  where s.held_by = f.held_by and s.state = 'PENDING'
                  order by s.priority desc, s.created_at limit greatest(f.places, 0)) c
            ), placed as (
              select c.*, row_number() over (partition by c.tenant order by c.priority desc, c.created_at) as place
                from candidate c
               where not exists (select from queue_control p where p.paused and p.tenant in ('*', c.tenant))
            ), host (host, live) as (
              select h.host, (select count(*) from scan l where l.host = h.host and l.state in ('QUEUED', 'RUNNING'))
                from (select distinct host from placed) h
            ), waiting (tenant, queued) as (
              select t.tenant, (select count(*) from scan q where q.tenant = t.tenant and q.state = 'QUEUED')
                from (select distinct tenant from placed) t
            ), limited (id, places) as (
              select j.id, j.concurrent_scans - (select count(*) from scan l where l.project_id = j.id
                                                    and l.state in ('QUEUED', 'RUNNING'))
                from (select distinct project_id from placed where project_id is not null) p
                join project j on j.id = p.project_id and j.concurrent_scans is not null
            ), checked as (
              select p.id, p.tenant, p.place,
                     case when row_number() over (partition by p.host order by p.place, p.created_at) + h.live > $2
                          then 'host:' || p.host
                          when row_number() over (partition by p.project_id order by p.place, p.created_at) > l.places
                          then 'project:' || p.project_id end as stopped_by
                from placed p join host h on h.host = p.host left join limited l on l.id = p.project_id
            ), decided as (
              select c.*, row_number() over (partition by c.tenant, c.stopped_by is null order by c.place)
                       + w.queued as turn
                from checked c join waiting w on w.tenant = c.tenant
            ), moved as (
              update scan set state = case when stopped_by is null then 'QUEUED' else 'PENDING' end,
                     held_by = stopped_by, pushed_at = case when stopped_by is null then now() end
                from decided d
               where scan.id = d.id and scan.state = 'PENDING'
                 and (stopped_by is null and d.turn <= $1 or scan.held_by is distinct from stopped_by
                      and stopped_by is not null)
              returning scan.id, d.stopped_by, d.turn, scan.priority, scan.created_at
            )
            select id, stopped_by from moved order by turn, priority desc, created_at\
            """;

    private static final String CALL_BACK =
            """
            update scan set state = 'PENDING', pushed_at = null
             where state = 'QUEUED'
               and exists (select from queue_control c where c.paused and c.tenant in ('*', scan.tenant))\
            """;

    private final Pool pool;
    private final FeedConfig config;

    Admission(Pool pool, FeedConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// What one round did.
    ///
    /// @param queued the scans that are queued now, in the order in which they should start
    /// @param held how many were found to be stopped by a limit
    /// @param elsewhere another round was under way, which may have begun too early to see what was accepted last
    record Admitted(List<UUID> queued, int held, boolean elsewhere) {

        private static final Admitted NOTHING = new Admitted(List.of(), 0, true);

        /// Whether another round may find more: those that a limit stops stood in the way of others.
        boolean mayBeMore() {
            return held > 0;
        }
    }

    /// Admits what may be admitted, or nothing when another process is at it.
    ///
    /// @param window how many scans of one tenant may stand in the queue
    Uni<Admitted> admit(int window) {
        return pool.withTransaction(connection ->
                connection
                        .query(LOCK)
                        .execute()
                        .flatMap(lock ->
                                lock.iterator().next().getBoolean("taken")
                                        ? admit(connection, window)
                                        : Uni.createFrom().item(Admitted.NOTHING)));
    }

    private Uni<Admitted> admit(SqlConnection connection, int window) {
        return connection
                .preparedQuery(ADMIT)
                .execute(Tuple.of(window, config.perHost()))
                .map(rows -> {
                    var queued =
                            rows.stream()
                                    .filter(row -> row.getString("stopped_by") == null)
                                    .map(row -> row.getUUID("id"))
                                    .toList();
                    return new Admitted(queued, rows.size() - queued.size(), false);
                });
    }

    /// Takes what is queued but not begun out of the queue again, where it was paused. Waits for a round that is under
    /// way, so that none is queued by it afterwards.
    Uni<Void> callBackPaused() {
        return pool.withTransaction(connection ->
                        connection.query(LOCK_WAITING).execute().chain(() -> connection.query(CALL_BACK).execute()))
                .replaceWithVoid();
    }
}
