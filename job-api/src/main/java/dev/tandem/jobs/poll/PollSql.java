package dev.tandem.jobs.poll;

/// The statements that polls are kept with.
final class PollSql {

    static final String BEGIN =
            """
            insert into poll (id, tenant, state, started_at, heartbeat_at, summary, scheduled_for)
            select $1::uuid, $2::text, 'RUNNING', now(), now(), $3::text::jsonb, $4::timestamptz
            -- A poll that was under way when this one was due has served.
            where not exists (
                select 1 from poll where tenant = $2 and state = 'COMPLETED' and finished_at >= $4::timestamptz)
            -- Another one runs, or came of the same time.
            on conflict do nothing
            returning id, started_at
            """;

    /// Whether a poll has come of a time that was due, or served for it.
    static final String SERVED =
            """
            select exists (
                select 1 from poll
                where tenant = $1 and (scheduled_for = $2 or state = 'COMPLETED' and finished_at >= $2)) as served
            """;

    static final String BURY =
            """
            update poll set
                state = 'FAILED',
                finished_at = now(),
                summary = summary || '{"error": {"code": "ABANDONED",
                    "message": "The process that ran this poll ended before the poll did."}}'
            where tenant = $1 and state = 'RUNNING' and heartbeat_at < now() - $2 * interval '1 millisecond'
            """;

    /// Writes down how far a poll is, and its end when the state is no longer RUNNING, with one statement for both, so
    /// that the end finds it prepared. Gives a row unless somebody has declared the poll dead.
    static final String NOTE =
            """
            with alive as (
                update poll set
                    state = $6::text,
                    finished_at = case when $6::text <> 'RUNNING' then now() end,
                    heartbeat_at = now(),
                    summary = $2::text::jsonb
                where id = $1 and state = 'RUNNING'
                returning id, finished_at),
            noted as (
                insert into poll_source (poll_id, number, source_id, name, provider, outcome, listed, added, changed,
                    archived, reopened, filtered, millis, details_due, details_read, details_failed, error_code,
                    error_message)
                select alive.id, $4::integer + each.number, o.source, o.name, o.provider, o.outcome, o.listed, o.added,
                    o.changed, o.archived, o.reopened, o.filtered, o.millis, o."detailsDue", o."detailsRead",
                    o."detailsFailed", o.error ->> 'code', o.error ->> 'message'
                from alive, jsonb_array_elements($3::text::jsonb) with ordinality as each (outcome, number),
                    jsonb_to_record(each.outcome) as o (source uuid, name text, provider text, outcome text,
                        listed integer, added integer, changed integer, archived integer, reopened integer,
                        filtered integer, millis bigint, "detailsDue" integer, "detailsRead" integer,
                        "detailsFailed" integer, error jsonb)
                -- A beat whose answer was lost is sent again.
                on conflict (poll_id, number) do nothing),
            gone_on as (
                update poll_source set
                    details_due = (each.outcome ->> 'detailsDue')::integer,
                    details_read = (each.outcome ->> 'detailsRead')::integer,
                    details_failed = (each.outcome ->> 'detailsFailed')::integer
                from alive, jsonb_to_recordset($5::text::jsonb) as each (number integer, outcome jsonb)
                where poll_source.poll_id = alive.id and poll_source.number = each.number)
            select finished_at from alive
            """;

    private static final String COLUMNS =
            "select id, state, started_at, finished_at, scheduled_for, summary::text as summary";

    private static final String SOURCES =
            """
            , (select coalesce(jsonb_agg(jsonb_build_object('source', source_id, 'name', name, 'provider', provider,
                'outcome', outcome, 'listed', listed, 'added', added, 'changed', changed, 'archived', archived,
                'reopened', reopened, 'filtered', filtered, 'millis', millis, 'detailsDue', details_due,
                'detailsRead', details_read, 'detailsFailed', details_failed,
                'error', case when error_code is not null then
                    jsonb_build_object('code', error_code, 'message', error_message) end) order by number), '[]')
                from poll_source where poll_id = poll.id)::text as sources\
            """;

    static final String FIND = COLUMNS + SOURCES + " from poll where tenant = $1 and id = $2";

    static final String RUNNING = COLUMNS + SOURCES + " from poll where tenant = $1 and state = 'RUNNING'";

    // The list leaves the sources out: some polls have thousands.
    static final String PAGE =
            COLUMNS
                    + """
                    , '[]' as sources
                    from poll
                    where tenant = $1 and ($2::timestamptz is null or (started_at, id) < ($2, $3))
                    order by started_at desc, id desc
                    limit $4
                    """;

    // The sources go with their polls.
    static final String FORGET =
            """
            delete from poll where id in (
                select id from poll where finished_at < now() - $1 * interval '1 millisecond'
                order by finished_at limit $2 for update skip locked)
            """;

    private PollSql() {}
}
