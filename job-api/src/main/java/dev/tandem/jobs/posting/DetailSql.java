package dev.tandem.jobs.posting;

import static dev.tandem.jobs.posting.PostingSql.columns;
import static dev.tandem.jobs.posting.PostingSql.commas;

import java.util.List;
import java.util.Set;

/// The statement that writes details beside what the list says. It locks its rows in the order of their external ids,
/// as those of [PostingSql] do.
final class DetailSql {

    /// The key, what only the list says, and what the filter made of that: were it judged anew here, the next list
    /// would differ from what is stored.
    private static final Set<String> LEFT = Set.of("external_id", "content_hash", "filtered", "score", "match_reasons");

    private static final List<PostingColumn> WRITTEN =
            PostingColumn.ALL.stream()
                    .filter(column -> !LEFT.contains(column.name()))
                    .filter(column -> !PostingColumn.OF_THE_LIST.contains(column.name()))
                    .toList();

    private static final List<PostingColumn> SEEN = PostingColumn.CONTENT.stream().filter(WRITTEN::contains).toList();

    /// Parameters: instant of the poll, tenant, source, and one array per column of [PostingColumn].
    static final String DETAIL =
            """
            with poll as (select ?::timestamptz as at, ?::text as tenant, ?::uuid as source_id),
            details as materialized (select * from unnest(%2$s) as details (%1$s)),
            held as materialized (
                select p.id, p.external_id, p.detailed_hash is null as is_first, %3$s as content
                from poll join posting p on p.source_id = poll.source_id
                join details on details.external_id collate "C" = p.external_id
                    and details.content_hash::bytea = p.content_hash
                where %4$s
                order by p.external_id
                for update of p),
            written as (
                update posting p set
                    %5$s,
                    detailed_hash = p.content_hash,
                    changed_at = case
                        when held.is_first or (%6$s) is not distinct from (%7$s) then p.changed_at else poll.at end
                from poll, held join details on details.external_id collate "C" = held.external_id
                where p.id = held.id
                returning p.id, held.is_first, held.content as before, %3$s as after),
            %9$s
            changed as (
                select written.id, %8$s as fields
                from written, jsonb_each(written.before) as was join lateral jsonb_each(written.after) as now using (key)
                where not written.is_first and was.value <> now.value
                group by written.id),
            noted as (
                insert into posting_change (tenant, posting_id, at, kind, details)
                select poll.tenant, changed.id, poll.at, 'CHANGED', changed.fields from poll, changed)
            select count(*) as changed from changed
            """
                    .formatted(
                            columns(PostingColumn.ALL, "%1$s"),
                            PostingColumn.ALL.stream().map(any -> "?::text[]").collect(commas()),
                            PostingSql.CONTENT,
                            PostingSql.NOT_THE_USERS,
                            columns(WRITTEN, "%1$s = details.%1$s::%2$s"),
                            columns(SEEN, "p.%1$s"),
                            columns(SEEN, "details.%1$s::%2$s"),
                            PostingSql.DIFFERENCES,
                            LinkSql.due("written"));

    private DetailSql() {}
}
