-- Most searches are for what is shown without being asked for: neither archived nor hidden by the installation's filter.
-- Most of what is stored comes to be archived with time, and a status was no word of the index, so that candidates were
-- read to be left out. What is shown has a second word for its tenant and its day now, in capital letters.

create function search_shown(status text, filtered boolean) returns boolean
    language sql immutable parallel safe
    return status <> 'ARCHIVED' and not (filtered and status = 'NEW');

create function search_shown_words(tenant text, published_at timestamptz) returns text[]
    language sql immutable parallel safe
    return array[
        '@T/' || tenant,
        '@D/' || search_day(published_at) || '/' || tenant,
        '@M/' || (search_day(published_at) >> 5) || '/' || tenant];

create or replace function posting_search_write(ids uuid[]) returns void
    language sql
    begin atomic
        insert into posting_search
        select p.id, p.tenant, p.source_id, p.published_at, p.status,
            p.status in ('SAVED', 'APPLIED') or coalesce(p.archived_by = 'USER', false),
            p.filtered, p.company, place.countries, p.workplace, p.employment_type, p.seniority,
            title.words,
            strip(title.words)
                || strip(to_tsvector('simple', search_text(left(coalesce(p.description_text, ''), 20000))))
                || array_to_tsvector(array_remove(
                    array[
                        '@t/' || p.tenant,
                        '@d/' || search_day(p.published_at) || '/' || p.tenant,
                        '@m/' || (search_day(p.published_at) >> 5) || '/' || p.tenant,
                        '@s/' || p.source_id,
                        '@k/' || left(lower(p.company), 200),
                        '@w/' || coalesce(p.workplace, '?'),
                        '@e/' || p.employment_type,
                        '@l/' || p.seniority]
                    || array(select '@c/' || country from unnest(place.countries) as country)
                    || case when search_shown(p.status, p.filtered) then search_shown_words(p.tenant, p.published_at) end,
                    null))
        from posting p,
            lateral (select search_words(p.title, p.company, p.departments, p.locations) as words) as title,
            lateral (select array(
                select distinct each ->> 'countryCode' from jsonb_array_elements(p.locations) as each
                where each ->> 'countryCode' is not null
                order by 1) as countries) as place
        where p.id = any(ids)
        on conflict (posting_id) do update set
            source_id = excluded.source_id, published_at = excluded.published_at, status = excluded.status,
            kept = excluded.kept, filtered = excluded.filtered, company = excluded.company,
            countries = excluded.countries, workplace = excluded.workplace,
            employment_type = excluded.employment_type, seniority = excluded.seniority, words = excluded.words,
            document = excluded.document;
    end;

create or replace function posting_search_change() returns trigger
    language plpgsql as $$
declare
    ids uuid[] := array(
        select n.id
        from changed n join before o using (id)
        where (n.title, n.company, n.departments, n.locations, n.workplace, n.employment_type, n.seniority, n.published_at)
                is distinct from
                (o.title, o.company, o.departments, o.locations, o.workplace, o.employment_type, o.seniority, o.published_at)
            or n.description_text is distinct from o.description_text);
begin
    if cardinality(ids) > 0 then
        perform posting_search_count(ids, -1);
        perform posting_search_write(ids);
        perform posting_search_count(ids, 1);
    end if;
    insert into posting_unjudged
    select n.id, n.tenant
    from changed n join before o using (id)
    where n.id = any(ids)
        or (n.salary_min, n.salary_max, n.salary_currency, n.salary_period)
            is distinct from (o.salary_min, o.salary_max, o.salary_currency, o.salary_period)
        or o.status = 'ARCHIVED' and n.status <> 'ARCHIVED'
    order by n.id
    on conflict do nothing;
    update posting_search s set
        status = n.status,
        kept = n.status in ('SAVED', 'APPLIED') or coalesce(n.archived_by = 'USER', false),
        filtered = n.filtered,
        -- Left as it is where it can be, so that no index is written.
        document = case
            when search_shown(n.status, n.filtered) = search_shown(o.status, o.filtered) then s.document
            when search_shown(n.status, n.filtered)
                then s.document || array_to_tsvector(search_shown_words(s.tenant, s.published_at))
            else ts_delete(s.document, search_shown_words(s.tenant, s.published_at)) end
    from changed n join before o using (id)
    where s.posting_id = n.id
        and (n.status, n.archived_by, n.filtered) is distinct from (o.status, o.archived_by, o.filtered)
        and n.id <> all(ids);
    return null;
end
$$;

-- Those that are there already; an index that is made afterwards takes a fraction of the time.
drop index posting_search_document;
update posting_search set document = document || array_to_tsvector(search_shown_words(tenant, published_at))
where search_shown(status, filtered);
create index posting_search_document on posting_search using gin (document);
