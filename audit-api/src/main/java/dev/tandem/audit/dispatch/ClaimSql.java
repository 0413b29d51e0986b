package dev.tandem.audit.dispatch;

/// The statements of the protocol. A claim and its attempt's row are one statement each, so that a crash leaves both or
/// neither. JSON is bound as text and cast, because the driver would bind a Java string as a JSON string.
final class ClaimSql {

    private static final String CLAIMED =
            """
            , attempt as (
              insert into scan_attempt (scan_id, epoch, worker) select id, epoch, lease_owner from claimed
            )
            select id, epoch, attempts, url, device, engines from claimed\
            """;

    static final String CLAIM =
            """
            with claimed as (
              update scan set state = 'RUNNING', epoch = epoch + 1, lease_owner = $2, progress = '{}',
                     lease_until = now() + $3 * interval '1 millisecond', started_at = coalesce(started_at, now())
               where id = $1 and state = 'QUEUED' and run_at <= now() and not cancel_requested
              returning *
            )\
            """
                    + CLAIMED;

    static final String CLAIM_NEXT =
            """
            with claimed as (
              update scan set state = 'RUNNING', epoch = epoch + 1, lease_owner = $1, progress = '{}',
                     lease_until = now() + $2 * interval '1 millisecond', started_at = coalesce(started_at, now())
               where id = (select id from scan where state = 'QUEUED' and run_at <= now() and not cancel_requested
                            order by priority desc, run_at for update skip locked limit 1)
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

    static final String COMPLETE =
            """
            update scan set state = 'COMPLETED', completed_epoch = epoch, attempts = attempts + 1, error = null,
                   finished_at = now(), lease_owner = null, lease_until = null
             where id = $1 and epoch = $2 and state = 'RUNNING'\
            """;

    static final String STORE_RESULT =
            """
            insert into scan_result (scan_id, epoch, receipt, summary, engines, lighthouse)
            values ($1, $2, $3::text::jsonb, $4::text::jsonb, $5::text::jsonb, $6::text::jsonb)\
            """;

    static final String RETRY =
            """
            update scan set state = 'RETRY_WAIT', attempts = attempts + 1, error = $3::text::jsonb, pushed_at = null,
                   run_at = now() + $4 * interval '1 millisecond', lease_owner = null, lease_until = null
             where id = $1 and epoch = $2 and state = 'RUNNING'\
            """;

    static final String FAIL =
            """
            update scan set state = 'FAILED', attempts = attempts + 1, error = $3::text::jsonb, finished_at = now(),
                   lease_owner = null, lease_until = null
             where id = $1 and epoch = $2 and state = 'RUNNING'\
            """;

    static final String CANCELLED =
            """
            update scan set state = 'CANCELLED', finished_at = now(), lease_owner = null, lease_until = null
             where id = $1 and epoch = $2 and state = 'RUNNING'\
            """;

    static final String RELEASE =
            """
            update scan set state = 'QUEUED', epoch = epoch + 1, interruptions = interruptions + 1, pushed_at = null,
                   run_at = now(), progress = '{}', lease_owner = null, lease_until = null
             where id = $1 and epoch = $2 and state = 'RUNNING'\
            """;

    static final String END_ATTEMPT =
            """
            update scan_attempt set ended_at = now(), outcome = $3, error = $4::text::jsonb
             where scan_id = $1 and epoch = $2\
            """;

    private ClaimSql() {}
}
