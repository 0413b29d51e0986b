package dev.tandem.jobs.posting;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/// The statements that a poll writes postings with. Each locks its rows in the order of their external ids, so that two
/// of them never wait for each other.
final class PostingSql {

    /// Rows that a poll may change. The others are the user's: saved, applied to, or archived by the user.
    static final String NOT_THE_USERS = "(p.status = 'NEW' or p.archived_by = 'POLL')";

    /// A row without a description is a short one, out of a list that holds less than the posting's own page: what it
    /// leaves out is not gone. Of a posting whose details were read, they say everything but what is the list's own,
    /// and until new ones come, the old ones are the best that is known.
    private static final String SHORT = "excluded.description_text is null and excluded.description_html is null";

    /// What a person sees of a posting, as JSON; the description only as what tells two of them apart.
    static final String CONTENT =
            """
            jsonb_build_object('title', p.title, 'company', p.company, 'departments', p.departments,
                'locations', p.locations, 'workplace', p.workplace, 'employmentType', p.employment_type,
                'seniority', p.seniority, 'requisition', p.requisition,
                'salary', jsonb_build_array(p.salary_min, p.salary_max, p.salary_currency, p.salary_period),
                'postedAt', p.posted_at, 'url', p.url, 'applyUrl', p.apply_url,
                'description', md5(coalesce(p.description_text, '') || coalesce(p.description_html, '')))\
            """;

    /// Of rows that differ in `was` and `now`, by field.
    static final String DIFFERENCES =
            """
            jsonb_object_agg(key, case
                when key = 'description' then '{}'
                else jsonb_build_object('from', was.value, 'to', now.value) end)\
            """;

    /// Parameters: instant of the poll, tenant, source, seconds after which a return counts for half, ids, and one
    /// array per column of [PostingColumn].
    static final String UPSERT =
            """
            with poll as (
                select ?::timestamptz as at, ?::text as tenant, ?::uuid as source_id, ?::double precision as memory),
            listed as materialized (select * from unnest(?::text[], %3$s) as listed (id, %1$s)),
            before as materialized (
                select p.id, %6$s as content
                from poll join posting p on p.source_id = poll.source_id
                join listed on listed.external_id = p.external_id),
            upserted as (
                insert into posting as p (
                    id, tenant, source_id, first_seen_at, last_seen_at, changed_at, %1$s)
                select listed.id::uuid, poll.tenant, poll.source_id, poll.at, poll.at, poll.at, %2$s
                from poll, listed
                order by listed.external_id collate "C"
                on conflict (source_id, external_id) do update set
                    %4$s,
                    last_seen_at = excluded.last_seen_at,
                    changed_at = case
                        when (%7$s) is not distinct from (%8$s) then p.changed_at else excluded.changed_at end,
                    reopened_at = case
                        when p.status = 'ARCHIVED' then excluded.last_seen_at else p.reopened_at end,
                    reopened_count = p.reopened_count + case when p.status = 'ARCHIVED' then 1 else 0 end,
                    returns = case
                        when p.misses = 0 or p.missing_in_exodus then p.returns
                        else 1 + coalesce(p.returns * power(0.5::double precision,
                            extract(epoch from excluded.last_seen_at - p.returned_at)
                                / (select memory from poll)), 0) end,
                    returned_at = case
                        when p.misses = 0 or p.missing_in_exodus then p.returned_at else excluded.last_seen_at end,
                    status = 'NEW', archived_by = null, archived_at = null, archived_reason = null,
                    misses = 0, missing_since = null, missing_in_exodus = false
                where %5$s
                    and (p.status = 'ARCHIVED' or p.misses > 0
                        or (p.content_hash, p.filtered, p.score, p.match_reasons)
                            is distinct from
                            (excluded.content_hash, excluded.filtered, excluded.score, excluded.match_reasons))
                returning p.id, p.xmax = 0 as added, p.changed_at, p.reopened_at, p.returned_at, %6$s as content),
            %10$s
            noted as (
                insert into posting_change (tenant, posting_id, at, kind, details)
                select poll.tenant, upserted.id, poll.at, kind.name, kind.details
                from poll, upserted join before using (id),
                    lateral (
                        select %9$s as fields
                        from jsonb_each(before.content) as was join jsonb_each(upserted.content) as now using (key)
                        where was.value <> now.value) as changed,
                    lateral (
                        select 'REOPENED', '{}' where upserted.reopened_at = poll.at
                        union all
                        select 'CHANGED', changed.fields where changed.fields is not null) as kind (name, details)
                )
            select count(*) filter (where added) as added,
                count(*) filter (where not added and changed_at = poll.at) as changed,
                count(*) filter (where reopened_at = poll.at) as reopened,
                count(*) filter (where returned_at = poll.at) as returned
            from upserted, poll
            """
                    .formatted(
                            columns(PostingColumn.ALL, "%1$s"),
                            columns(PostingColumn.ALL, "listed.%1$s::%2$s"),
                            PostingColumn.ALL.stream().map(any -> "?::text[]").collect(commas()),
                            PostingColumn.ALL.stream()
                                    .map(column -> column.name() + " = " + next(column))
                                    .collect(commas()),
                            NOT_THE_USERS,
                            CONTENT,
                            columns(PostingColumn.CONTENT, "p.%1$s"),
                            PostingColumn.CONTENT.stream().map(PostingSql::next).collect(commas()),
                            DIFFERENCES,
                            LinkSql.due("upserted"));

    /// Parameter: source.
    static final String STORED =
            """
            select external_id, encode(content_hash, 'hex') as hash, detailed_hash is not distinct from content_hash
                as detailed, filtered, score, match_reasons::text, status, misses,
                missing_since, returns, returned_at
            from posting
            where source_id = ? and archived_by is distinct from 'POLL'
            """;

    private static final String STAMPED =
            """
            update source set
                last_attempt_at = greatest(last_attempt_at, poll.at),
                last_success_at = poll.at,
                listing_sizes = poll.sizes,
                doubtful_since = poll.doubtful_since,
                returns = poll.returns,
                returned_at = poll.returned_at
            from poll
            where source.id = poll.source_id and (source.last_success_at is null or source.last_success_at <= poll.at)\
            """;

    /// Parameters: source, instant of the poll, and the board's past: sizes, since when it is doubtful, returns and the
    /// last of them.
    static final String STAMP =
            """
            with poll as (
                select ?::uuid as source_id, ?::timestamptz as at, ?::integer[] as sizes,
                    ?::timestamptz as doubtful_since, ?::double precision as returns, ?::timestamptz as returned_at)
            """
                    + STAMPED;

    /// Parameters: those of [#STAMP], start of the poll before it that read the whole board or null, reason, and of
    /// each posting its id, misses before and after, whether it left in an exodus, whether it closes.
    ///
    /// What closes is decided on rows that are locked already, so that a user who saves one at that moment wins, and
    /// only where nobody else has counted a miss since.
    static final String SETTLE =
            """
            with poll as (
                select ?::uuid as source_id, ?::timestamptz as at, ?::integer[] as sizes,
                    ?::timestamptz as doubtful_since, ?::double precision as returns, ?::timestamptz as returned_at,
                    ?::timestamptz as previous, ?::text as reason),
            judged as (
                select * from unnest(?::text[], ?::integer[], ?::integer[], ?::boolean[], ?::boolean[])
                    as judged (external_id, before, after, in_exodus, closes)),
            stamped as (%s returning source.id),
            noticed as materialized (
                select p.id, judged.after, judged.in_exodus, judged.closes and p.status = 'NEW' as closes
                from stamped
                join posting p on p.source_id = stamped.id
                join judged on judged.external_id collate "C" = p.external_id and judged.before = p.misses
                where p.archived_by is distinct from 'POLL'
                order by p.external_id
                for update of p),
            counted as (
                update posting p set
                    misses = noticed.after,
                    missing_since = case when noticed.after > 0 then coalesce(p.missing_since, poll.at) end,
                    missing_in_exodus = noticed.after > 0 and (p.missing_in_exodus or noticed.in_exodus),
                    last_seen_at = case
                        when noticed.after = 0 then poll.at
                        when p.misses = 0 then greatest(p.last_seen_at, poll.previous)
                        else p.last_seen_at end,
                    status = case when closes then 'ARCHIVED' else p.status end,
                    archived_by = case when closes then 'POLL' else p.archived_by end,
                    archived_at = case when closes then poll.at else p.archived_at end,
                    archived_reason = case when closes then poll.reason else p.archived_reason end
                from poll, noticed
                where p.id = noticed.id
                returning p.id, p.tenant, p.missing_since, closes),
            noted as (
                insert into posting_change (tenant, posting_id, at, kind, details)
                select counted.tenant, counted.id, poll.at, 'ARCHIVED',
                    jsonb_build_object('reason', poll.reason, 'missingSince', counted.missing_since)
                from poll, counted
                where closes)
            select count(*) filter (where closes) as archived from counted
            """
                    .formatted(STAMPED);

    private PostingSql() {}

    /// What a column holds after a row was listed again.
    private static String next(PostingColumn column) {
        var listed = "excluded." + column.name();
        if (!PostingColumn.CONTENT.contains(column)) {
            return listed;
        }
        if (PostingColumn.OF_THE_LIST.contains(column.name())) {
            return listed;
        }
        var present = column.type().equals("jsonb") ? "nullif(%s, '[]')".formatted(listed) : listed;
        return "case when not (%1$s) then %3$s when p.detailed_hash is null then coalesce(%2$s, p.%4$s) else p.%4$s end"
                .formatted(SHORT, present, listed, column.name());
    }

    /// @param pattern for a column's name and type
    static String columns(List<PostingColumn> columns, String pattern) {
        return columns.stream().map(column -> pattern.formatted(column.name(), column.type())).collect(commas());
    }

    static Collector<CharSequence, ?, String> commas() {
        return Collectors.joining(", ");
    }
}
