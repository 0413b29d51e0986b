package dev.tandem.jobs.posting;

/// The statement that links postings which are the same job on several boards.
final class LinkSql {

    /// Parameters: tenant, and how many postings are compared at most.
    ///
    /// What is compared with a posting is found by index and bounded, so that a company which posts the same title a
    /// hundred times costs no more than another, and each text is taken apart once. Whoever is linked belongs to the
    /// group of the smallest id that can be reached: the posting that was added first.
    static final String LINK =
            """
            with recursive tenant as (select ?::text as name),
            due as materialized (
                delete from posting_link_due where posting_id in (
                    select posting_id from posting_link_due where tenant = (select name from tenant)
                    order by posting_id limit ?)
                returning posting_id),
            fresh as materialized (
                select p.id, p.tenant, p.source_id, p.company, p.title, p.locations, p.requisition, p.description_text
                from due join posting p on p.id = due.posting_id),
            sure as materialized (
                select fresh.id as one, same.id as other
                from fresh, lateral (
                    select p.id from posting p
                    where p.tenant = fresh.tenant and p.source_id <> fresh.source_id
                        and p.requisition = fresh.requisition
                        and posting_company(p.company) = posting_company(fresh.company)
                    limit 20) as same
                union
                select fresh.id, same.id
                from fresh, lateral (
                    select p.id from posting p
                    where p.tenant = fresh.tenant and p.source_id <> fresh.source_id
                        and length(p.description_text) >= 200 and length(fresh.description_text) >= 200
                        and md5(p.description_text) = md5(fresh.description_text)
                        and posting_plain(p.title) = posting_plain(fresh.title)
                    limit 20) as same),
            alike as materialized (
                select fresh.id as one, same.id as other
                from fresh, lateral (
                    select p.id from posting p
                    where p.tenant = fresh.tenant and p.source_id <> fresh.source_id
                        and posting_alike(p.company, p.title, p.locations)
                            = posting_alike(fresh.company, fresh.title, fresh.locations)
                    limit 20) as same
                except
                select one, other from sure),
            texts as materialized (
                select id, words, cardinality(words) as size
                from posting, lateral (
                    select array(
                        select distinct unnest(string_to_array(posting_plain(description_text), ' '))) as words) as plain
                where id in (select one from alike union select other from alike)),
            pairs as materialized (
                select one, other from sure
                union all
                select alike.one, alike.other
                from alike
                join texts mine on mine.id = alike.one
                join texts theirs on theirs.id = alike.other, lateral (
                    select count(*) as words
                    from (select unnest(mine.words) intersect select unnest(theirs.words)) as shared) as common
                where common.words >= 0.8 * (mine.size + theirs.size - common.words)),
            -- Links that are there already, but for those of what has changed.
            known as materialized (
                select link.posting_id as one, link.group_id as other
                from posting_link link
                where not exists (select from fresh where fresh.id = link.posting_id)
                    and link.group_id in (
                        select mine.group_id from posting_link mine
                        where mine.posting_id in (select other from pairs))),
            edges as materialized (
                select one, other from pairs union select other, one from pairs
                union select one, other from known union select other, one from known),
            nodes as materialized (
                select id, row_number() over (order by id)::integer as number
                from (select one as id from edges union select other from edges) as either),
            steps as materialized (
                select mine.number as one, theirs.number as other
                from edges join nodes mine on mine.id = edges.one join nodes theirs on theirs.id = edges.other),
            -- Each takes the smallest label of those beside it and of the one whose label it bears, until none changes
            -- (after Shiloach and Vishkin 1982): a thousand of one group take a few rounds, where a walk from each to all takes
            -- a million steps.
            spread (labels, changed) as (
                select array(select number from nodes order by number), true
                union all
                select next.labels, next.labels <> spread.labels
                from spread, lateral (
                    select array_agg(spread.labels[near.label] order by near.number) as labels
                    from (
                        select nodes.number,
                            least(spread.labels[nodes.number], min(spread.labels[steps.other])) as label
                        from nodes left join steps on steps.one = nodes.number
                        group by nodes.number) as near) as next
                where spread.changed),
            -- A group may bear the id of a posting that has left it.
            members as (select one as id from pairs union select other from pairs union select one from known),
            grouped as materialized (
                select nodes.id, root.id as group_id
                from spread cross join members join nodes on nodes.id = members.id
                join nodes root on root.number = spread.labels[nodes.number]
                where not spread.changed),
            linked as (
                insert into posting_link as link (posting_id, tenant, group_id)
                select id, (select name from tenant), group_id
                from grouped
                order by id
                on conflict (posting_id) do update set group_id = excluded.group_id
                where link.group_id <> excluded.group_id),
            -- As an array, which is looked up by index however many PostgreSQL expects.
            unlinked as (
                delete from posting_link
                where posting_id = any (array(select id from fresh except select id from grouped)))
            select count(*) as compared from due
            """;

    /// Notes that what a statement wrote is to be compared.
    ///
    /// @param written the name of the rows written, with their ids, beside `poll` with its tenant
    static String due(String written) {
        return """
        due as (
            insert into posting_link_due (posting_id, tenant)
            select %1$s.id, poll.tenant from poll, %1$s
            on conflict do nothing),\
        """
                .formatted(written);
    }

    /// The other postings of a posting's group, as JSON: the first of them, because some jobs are posted a thousand
    /// times.
    static final String ALSO_ON =
            """
            (select jsonb_agg(jsonb_build_object('id', id, 'source', source, 'sourceName', name, 'url', url) order by id)
                from (select other.id, board.id as source, board.name, other.url
                    from posting_link mine
                    join posting_link theirs on theirs.group_id = mine.group_id and theirs.posting_id <> mine.posting_id
                    join posting other on other.id = theirs.posting_id and other.archived_by is distinct from 'POLL'
                    join source board on board.id = other.source_id and board.removed_at is null
                    where mine.posting_id = p.id
                    order by other.id
                    limit 20) as others) as also_on\
            """;

    private LinkSql() {}
}
