package dev.tandem.jobs.posting;

import java.util.stream.Collector;
import java.util.stream.Collectors;

/// The statements that a poll writes postings with. Each locks its rows in the order of their external ids, so that two
/// of them never wait for each other.
final class PostingSql {

    /// Rows that a poll may change. The others are the user's: saved, applied to, or archived by the user.
    private static final String NOT_THE_USERS = "(p.status = 'NEW' or p.archived_by = 'POLL')";

    /// Parameters: instant of the poll, tenant, source, ids, and one array per column of [PostingColumn].
    static final String UPSERT =
            """
            with poll as (select ?::timestamptz as at, ?::text as tenant, ?::uuid as source_id),
            upserted as (
                insert into posting as p (
                    id, tenant, source_id, first_seen_at, last_seen_at, changed_at, %1$s)
                select listed.id::uuid, poll.tenant, poll.source_id, poll.at, poll.at, poll.at, %2$s
                from poll, unnest(?::text[], %3$s) as listed (id, %1$s)
                order by listed.external_id collate "C"
                on conflict (source_id, external_id) do update set
                    %4$s,
                    last_seen_at = excluded.last_seen_at,
                    changed_at = case
                        when p.content_hash = excluded.content_hash then p.changed_at else excluded.changed_at end,
                    reopened_at = case
                        when p.status = 'ARCHIVED' then excluded.last_seen_at else p.reopened_at end,
                    reopened_count = p.reopened_count + case when p.status = 'ARCHIVED' then 1 else 0 end,
                    status = 'NEW', archived_by = null, archived_at = null, archived_reason = null,
                    misses = 0, missing_since = null
                where %5$s
                    and (p.status = 'ARCHIVED' or p.misses > 0
                        or (p.content_hash, p.filtered, p.score, p.match_reasons)
                            is distinct from
                            (excluded.content_hash, excluded.filtered, excluded.score, excluded.match_reasons))
                returning p.xmax = 0 as added, p.changed_at, p.reopened_at)
            select count(*) filter (where added) as added,
                count(*) filter (where not added and changed_at = poll.at) as changed,
                count(*) filter (where reopened_at = poll.at) as reopened
            from upserted, poll
            """
                    .formatted(
                            columns("%s"),
                            columns("listed.%s::%s"),
                            PostingColumn.ALL.stream().map(any -> "?::text[]").collect(commas()),
                            columns("%1$s = excluded.%1$s"),
                            NOT_THE_USERS);

    /// Parameter: source.
    static final String EXISTING =
            """
            select external_id, misses > 0 as missing
            from posting
            where source_id = ? and archived_by is distinct from 'POLL'
            """;

    /// Parameters: source, instant of the poll, start of the poll before it that read the whole board or null, misses,
    /// milliseconds, listed ids.
    ///
    /// The user's rows are counted until they would have been closed and then left alone, so that what is gone for good
    /// is not written again at every poll. What closes is decided on rows that are locked already, so that a user who
    /// saves one at that moment wins.
    static final String ARCHIVE =
            """
            with poll as (
                select ?::uuid as source_id, ?::timestamptz as at, ?::timestamptz as previous,
                    ?::integer as misses, ?::bigint * interval '1 millisecond' as elapsed),
            listed as (select distinct unnest(?::text[]) collate "C" as external_id),
            noticed as materialized (
                select p.id, listed.external_id is not null as is_listed,
                    listed.external_id is null and p.status = 'NEW'
                        and p.misses + 1 >= poll.misses
                        and poll.at - coalesce(p.missing_since, poll.at) >= poll.elapsed as closes
                from poll
                join source on source.id = poll.source_id
                    and (source.last_success_at is null or source.last_success_at <= poll.at)
                join posting p on p.source_id = poll.source_id
                left join listed on listed.external_id = p.external_id
                where case
                    when listed.external_id is not null then p.misses > 0
                    when p.status = 'NEW' then true
                    when p.archived_by = 'POLL' then false
                    else p.misses < poll.misses or poll.at - p.missing_since < poll.elapsed end
                order by p.external_id
                for update of p),
            counted as (
                update posting p set
                    misses = case when is_listed then 0 else p.misses + 1 end,
                    missing_since = case when is_listed then null else coalesce(p.missing_since, poll.at) end,
                    last_seen_at = case
                        when is_listed then poll.at
                        when p.misses = 0 then greatest(p.last_seen_at, poll.previous)
                        else p.last_seen_at end,
                    status = case when closes then 'ARCHIVED' else p.status end,
                    archived_by = case when closes then 'POLL' else p.archived_by end,
                    archived_at = case when closes then poll.at else p.archived_at end,
                    archived_reason = case when closes then 'NOT_LISTED' else p.archived_reason end
                from poll, noticed
                where p.id = noticed.id
                returning closes)
            select count(*) filter (where closes) as archived from counted
            """;

    private PostingSql() {}

    /// @param pattern for a column's name and type
    private static String columns(String pattern) {
        return PostingColumn.ALL.stream()
                .map(column -> pattern.formatted(column.name(), column.type()))
                .collect(commas());
    }

    private static Collector<CharSequence, ?, String> commas() {
        return Collectors.joining(", ");
    }
}
