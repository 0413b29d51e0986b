package dev.tandem.audit.dispatch;

import dev.tandem.audit.issue.Findings;

/// The statements of the protocol, each of which is a transaction of its own: a crash at any moment leaves all of it or
/// nothing, and a worker that is stopped in the middle holds no lock. JSON is bound as text and cast, because the
/// driver would bind a Java string as a JSON string.
final class ClaimSql {

    private static final String CLAIMED =
            """
            , attempt as (
              insert into scan_attempt (scan_id, epoch, worker) select id, epoch, lease_owner from claimed
            )
            select id, epoch, attempts, url, device, engines, trace_parent, options::text as options,
                   (extract(epoch from now() - run_at) * 1000)::bigint as waited from claimed\
            """;

    static final String CLAIM =
            """
            with claimed as (
              update scan set state = 'RUNNING', epoch = epoch + 1, lease_owner = $2, progress = '{}',
                     lease_until = now() + $3 * interval '1 millisecond', started_at = coalesce(started_at, now())
               where id = any($1) and state = 'QUEUED' and run_at <= now() and not cancel_requested
              returning *
            )\
            """
                    + CLAIMED;

    static final String CLAIM_NEXT =
            """
            with claimed as (
              update scan set state = 'RUNNING', epoch = epoch + 1, lease_owner = $1, progress = '{}',
                     lease_until = now() + $2 * interval '1 millisecond', started_at = coalesce(started_at, now())
               where id in (select id from scan where state = 'QUEUED' and run_at <= now() and not cancel_requested
                             order by priority desc, run_at for update skip locked limit $3)
              returning *
            )\
            """
                    + CLAIMED;

    static final String HEARTBEAT =
            """
            update scan set lease_until = now() + $3 * interval '1 millisecond'
             where id = $1 and epoch = $2 and state = 'RUNNING' returning cancel_requested\
            """;

    static final String PROGRESS =
            """
            update scan set progress = $3::text::jsonb where id = $1 and epoch = $2 and state = 'RUNNING'\
            """;

    /// The fenced update decides; everything else hangs on the row that it returns.
    static final String COMPLETE =
            """
            with ended as (
              update scan set state = 'COMPLETED', completed_epoch = $2, attempts = attempts + 1, error = null,
                     finished_at = now(), lease_owner = null, lease_until = null
               where id = $1 and epoch = $2 and state = 'RUNNING' returning id
            ), attempt as (
              update scan_attempt a set ended_at = now(), outcome = 'COMPLETED'
                from ended where a.scan_id = ended.id and a.epoch = $2
            ), result as (
              insert into scan_result (scan_id, epoch, receipt, summary, engines, lighthouse)
              select id, $2, $3::text::jsonb, $4::text::jsonb, $5::text::jsonb, $6::text::jsonb from ended
            ), found as (
            """
                    + Findings.insertFor("ended", "$2", "$7")
                    + ") select id from ended";

    /// Its last parameter is whether this was an attempt, 1 or 0.
    static final String RETRY =
            ending(
                    """
                    update scan set state = 'RETRY_WAIT', attempts = attempts + $6, error = $4::text::jsonb,
                           run_at = now() + $5 * interval '1 millisecond', pushed_at = null, lease_owner = null,
                           lease_until = null\
                    """);

    static final String FAIL =
            ending(
                    """
                    update scan set state = 'FAILED', attempts = attempts + 1, error = $4::text::jsonb,
                           finished_at = now(), lease_owner = null, lease_until = null\
                    """);

    static final String CANCELLED =
            ending(
                    """
                    update scan set state = 'CANCELLED', error = coalesce($4::text::jsonb, error),
                           finished_at = now(), lease_owner = null, lease_until = null\
                    """);

    /// Handed back by a worker that must stop, or taken back from one that is gone. `interrupted` is who it was.
    private static final String BACK =
            """
            update scan set
                   state = case when cancel_requested then 'CANCELLED' when interruptions + 1 >= %1$s then 'FAILED'
                                else 'QUEUED' end,
                   error = case when cancel_requested or interruptions + 1 < %1$s then error
                                else '{"code": "WORKER_LOST", "retryable": false, "message":
                                      "The scan lost its worker too often; the page may be what stops them."}'::jsonb end,
                   finished_at = case when cancel_requested or interruptions + 1 >= %1$s then now() end,
                   epoch = scan.epoch + 1, interruptions = interruptions + 1, pushed_at = null, run_at = now(),
                   progress = '{}', lease_owner = null, lease_until = null\
            """;

    static final String RELEASE = ending(BACK.formatted("$5"));

    /// Its parameters are the limit of interruptions and how many are taken back at most.
    static final String REAP =
            """
            with lost as (
              select id, epoch from scan where state = 'RUNNING' and lease_until < now()
               for update skip locked limit $2
            ), attempt as (
              update scan_attempt a set ended_at = now(), outcome = 'LOST'
                from lost where a.scan_id = lost.id and a.epoch = lost.epoch and a.ended_at is null
            )
            %s from lost where scan.id = lost.id returning scan.id\
            """
                    .formatted(BACK.formatted("$1"));

    /// Whether the worker itself has ended an attempt: what it asks when the answer to its last statement was lost.
    static final String ENDED_BY_WORKER =
            """
            select from scan_attempt where scan_id = $1 and epoch = $2 and outcome <> 'LOST' and ended_at is not null\
            """;

    private ClaimSql() {}

    /// @param update of the scan; its parameters are the scan, the epoch, the attempt's outcome, its error and more
    private static String ending(String update) {
        return """
        with ended as (
          %s
           where id = $1 and epoch = $2 and state = 'RUNNING' returning id
        ), attempt as (
          update scan_attempt a set ended_at = now(), outcome = $3, error = $4::text::jsonb
            from ended where a.scan_id = ended.id and a.epoch = $2
        )
        select id from ended\
        """
                .formatted(update);
    }
}
