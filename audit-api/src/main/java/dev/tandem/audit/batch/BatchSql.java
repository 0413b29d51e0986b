package dev.tandem.audit.batch;

/// The statements by which a batch comes in. Each names the state READING, so that whoever reads a batch that was
/// stopped or given up meanwhile can add nothing to it.
final class BatchSql {

    static final String BEGIN =
            """
            insert into batch (id, tenant, state, template, idempotency_key) values ($1, $2, 'READING', '{}', $3)
            on conflict (tenant, idempotency_key) do nothing\
            """;

    static final String WITH_KEY =
            "select id, state, request_hash from batch where tenant = $1 and idempotency_key = $2";

    static final String DESCRIBE =
            """
            update batch set sitemap = $2, template = $3::text::jsonb, project_id = $4, request_hash = $5,
                   seen_at = now()
             where id = $1 and state = 'READING'\
            """;

    static final String TOUCH = "update batch set seen_at = now() where id = $1 and state = 'READING'";

    /// What the scans are asked with may not be known yet: RELEASE sets it, together with what lets them run.
    static final String APPEND =
            """
            with alive as (
              update batch set seen_at = now(), accepted = accepted + cardinality($2::uuid[])
               where id = $1 and state = 'READING' returning id, tenant
            )
            insert into scan (id, tenant, url, host, batch_id, engines, device, state, held_by, request_hash,
                              trace_parent)
            select page.id, alive.tenant, page.url, page.host, alive.id, '{}', 'DESKTOP', 'PENDING',
                   'batch:' || alive.id, '', $5::text
              from alive, unnest($2::uuid[], $3::text[], $4::text[]) as page(id, url, host)\
            """;

    static final String READ =
            """
            update batch set state = 'READ', template = $2::text::jsonb, project_id = $3, request_hash = $4,
                   rejected = $5, rejections = $6::text::jsonb, seen_at = now()
             where id = $1 and state = 'READING'\
            """;

    static final String RELEASE =
            """
            update scan set held_by = null, project_id = $2, device = $3, engines = $4, priority = $5,
                   options = $6::text::jsonb
             where batch_id = $1\
            """;

    static final String REMOVE = "delete from batch where id = $1 and state = 'READING'";

    /// In one statement, so that nothing of a batch that failed is left behind.
    static final String FAIL =
            """
            with failed as (
              update batch set state = 'FAILED', error = $2::text::jsonb, accepted = 0, rejected = $3,
                     rejections = $4::text::jsonb
               where id = $1 and state = 'READING' returning id
            )
            delete from scan using failed where scan.batch_id = failed.id\
            """;

    /// Nobody was ever told of a batch that was sent as a list and not read to its end.
    static final String REMOVE_ABANDONED =
            """
            delete from batch where id in (
              select id from batch
               where state = 'READING' and sitemap is null and seen_at < now() - $1 * interval '1 millisecond'
               for update skip locked)\
            """;

    static final String FAIL_ABANDONED =
            """
            with failed as (
              update batch set state = 'FAILED', accepted = 0, error = jsonb_build_object(
                       'code', 'READING_INTERRUPTED', 'retryable', true, 'message',
                       'Whoever read the sitemap stopped before its end, as a restart does; nothing of it was audited.')
               where id in (
                 select id from batch
                  where state = 'READING' and sitemap is not null and seen_at < now() - $1 * interval '1 millisecond'
                  for update skip locked)
              returning id
            )
            delete from scan using failed where scan.batch_id = failed.id\
            """;

    static final String LOCK = "select state from batch where id = $1 and tenant = $2 for update";

    /// Waiting scans are cancelled at once, running ones when their workers hear of it.
    static final String CANCEL_SCANS =
            """
            with stopped as (
              update scan set cancel_requested = true,
                     state = case when state = 'RUNNING' then state else 'CANCELLED' end,
                     finished_at = case when state = 'RUNNING' then finished_at else now() end
               where batch_id = $1 and state in ('PENDING', 'QUEUED', 'RETRY_WAIT', 'RUNNING')
              returning id, state
            )
            select (select count(*) from stopped) as number,
                   (select array_agg(id) from stopped where state = 'RUNNING') as running\
            """;

    private BatchSql() {}
}
