-- Most searches are for what is shown without being asked for: neither archived nor hidden by the installation's filter.
-- Most of what is stored comes to be archived with time, and a status was no word of the index, so that candidates were
-- read to be left out. What is shown has a second word for its tenant and its day now, in capital letters, and is counted.

create function search_shown(status text, filtered boolean) returns boolean
    language sql immutable parallel safe
    return status <> 'ARCHIVED' and not (filtered and status = 'NEW');

create function search_shown_words(tenant text, published_at timestamptz) returns text[]
    language sql immutable parallel safe
    return array[
        '@T/' || tenant,
        '@D/' || search_day(published_at) || '/' || tenant,
        '@M/' || (search_day(published_at) >> 5) || '/' || tenant];

-- Who looks for remote work looks for it in a country: two words of very many postings, and together a word of few.
create function search_place_words(countries text[], workplace text) returns text[]
    language sql immutable parallel safe
    return array(select '@p/' || country || '/' || coalesce(workplace, '?') from unnest(countries) as country);

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
                    || search_place_words(place.countries, p.workplace)
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

-- How many of a day's postings are shown.
alter table search_day add column shown integer not null default 0;

-- Two transactions that counted in different orders would wait for each other, so they take turns, for the few
-- milliseconds that are left of them by then.
create function search_day_count(ids uuid[], by integer) returns void
    language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('posting_search ' || tenant, 0))
    from (select distinct tenant from posting_search where posting_id = any(ids)) as of_these;
    insert into search_day as known (tenant, day, postings, shown)
    select tenant, search_day(published_at), by * count(*), by * count(*) filter (where search_shown(status, filtered))
    from posting_search
    where posting_id = any(ids)
    group by 1, 2
    on conflict (tenant, day) do update set
        postings = known.postings + excluded.postings, shown = known.shown + excluded.shown;
end
$$;

create or replace function posting_search_count(ids uuid[], by integer) returns void
    language plpgsql as $$
begin
    perform search_day_count(ids, by);
    if by > 0 then
        insert into search_word as known
        select tenant, word, count(*)
        from posting_search, unnest(tsvector_to_array(words)) as word
        where posting_id = any(ids) and char_length(word) <= 40 and word !~ '^[0-9]+$'
        group by 1, 2
        on conflict (tenant, word) do update set postings = known.postings + excluded.postings;
    end if;
end
$$;

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
    turned uuid[] := array(
        select n.id
        from changed n join before o using (id)
        where search_shown(n.status, n.filtered) <> search_shown(o.status, o.filtered) and n.id <> all(ids));
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
    if cardinality(turned) > 0 then
        perform search_day_count(turned, -1);
    end if;
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
    if cardinality(turned) > 0 then
        perform search_day_count(turned, 1);
    end if;
    return null;
end
$$;

-- Those that are there already; an index that is made afterwards takes a fraction of the time.
drop index posting_search_document;
update posting_search set document = document || array_to_tsvector(
    search_place_words(countries, workplace)
    || case when search_shown(status, filtered) then search_shown_words(tenant, published_at) else '{}' end);
create index posting_search_document on posting_search using gin (document);

update search_day set shown = counted.shown
from (select tenant, search_day(published_at) as day, count(*) as shown
    from posting_search where search_shown(status, filtered) group by 1, 2) as counted
where search_day.tenant = counted.tenant and search_day.day = counted.day;

-- A posting that is missed, archived or seen again changes no indexed column, but without room beside it the new row
-- lands on another page, and every index is written, with its functions over title, places and the whole description.
alter table posting set (fillfactor = 80);
