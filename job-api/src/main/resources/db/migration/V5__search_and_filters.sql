-- What is searched lies in a table of its own, narrow and in the order in which postings came, so that ten thousand
-- candidates can be ranked and counted in milliseconds, and so that a poll that notes a miss never touches the index.
-- Triggers keep it: whatever writes a posting, the search knows of it in the same transaction.

do $$
begin
    if current_setting('server_encoding') <> 'UTF8' then
        raise exception 'job-api needs a database whose encoding is UTF8; this one has %.',
            current_setting('server_encoding');
    end if;
    create extension if not exists pg_trgm;
exception
    when insufficient_privilege or undefined_file or feature_not_supported then
        raise exception 'job-api needs PostgreSQL''s extension pg_trgm, which could not be created here: %.', sqlerrm
            using hint = 'Have an administrator of this database run: create extension pg_trgm';
end
$$;

drop index posting_search;
alter table posting drop column search;

-- Where the fetchers' own migration has run before this one, the column is there.
alter table posting add column if not exists seniority text;

-- In lower case, without accents; letters that Unicode does not take apart are written as people without them on their
-- keyboard do. Languages whose names end in signs get names of letters, and the signs by which PostgreSQL tells hosts,
-- files and addresses part two words instead: by itself it reads Frontend/Backend as a file and node.js as a host.
create function search_text(text text) returns text
    language sql immutable parallel safe strict
    return regexp_replace(
        replace(replace(replace(
            case
                when octet_length(text) = char_length(text) then lower(text)
                else replace(replace(replace(
                        translate(lower(regexp_replace(normalize(text, nfkd), '[\u0300-\u036f]+', '', 'g')),
                            'øłđı', 'oldi'),
                        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
            end,
            '++', 'plusplus'), '#', 'sharp'), '.net', 'dotnet'),
        '[-/.@_:<&]+', ' ', 'g');

create function search_words(title text, company text, departments jsonb, locations jsonb) returns tsvector
    language sql immutable parallel safe
    return setweight(to_tsvector('simple', search_text(title)), 'A')
        || setweight(to_tsvector('simple', search_text(coalesce(company, ''))), 'B')
        || setweight(
            to_tsvector('simple', search_text(
                coalesce((select string_agg(value, ' ') from jsonb_array_elements_text(departments)), '') || ' '
                || coalesce((
                    select string_agg(concat_ws(' ', place ->> 'name', place ->> 'city', place ->> 'region'), ' ')
                    from jsonb_array_elements(locations) as place), ''))),
            'C');

-- Days and, because a long range has too many of them, spans of 32 days.
create function search_day(moment timestamptz) returns integer
    language sql immutable parallel safe strict
    return floor(extract(epoch from moment) / 86400)::integer;

create table posting_search (
    posting_id      uuid primary key references posting (id) on delete cascade,
    tenant          text        not null,
    source_id       uuid        not null,
    published_at    timestamptz not null,
    status          text        not null,
    -- What the user took up outlasts its source.
    kept            boolean     not null,
    filtered        boolean     not null,
    company         text,
    countries       text[]      not null,
    workplace       text,
    employment_type text,
    seniority       text,
    -- Title (A), company (B), departments and places (C).
    words           tsvector    not null,
    -- All of it and the description's words, and a word for everything that can be filtered by. Never read: it is there
    -- for the index, and lies outside the row.
    document        tsvector    not null
) with (fillfactor = 90, toast_tuple_target = 128);

-- Whatever is long goes out of the row, and that is to be nothing but the document.
alter table posting_search
    alter column tenant set storage main, alter column status set storage main, alter column company set storage main,
    alter column countries set storage main, alter column workplace set storage main,
    alter column employment_type set storage main, alter column seniority set storage main,
    alter column words set storage main, alter column document set storage external;

-- How often a word has come in titles, companies, departments and places: what beginnings of words are completed from,
-- and what misspelled ones are corrected to. Counts only grow, for they only say which of two words is the usual one.
create table search_word (
    tenant   text    not null,
    word     text    not null collate "C",
    postings integer not null,

    primary key (tenant, word)
) with (fillfactor = 80);

-- How many postings were published on a day, which tells how far back to look for enough of them.
create table search_day (
    tenant   text    not null,
    day      integer not null,
    postings integer not null,

    primary key (tenant, day)
) with (fillfactor = 80);

-- Writes what is searched of these postings.
create function posting_search_write(ids uuid[]) returns void
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
                    || array(select '@c/' || country from unnest(place.countries) as country),
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

-- Counts days and words of these postings. Two transactions that did so in different orders would wait for each other,
-- so they take turns, for the few milliseconds that are left of them by then.
create function posting_search_count(ids uuid[], by integer) returns void
    language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('posting_search ' || tenant, 0))
    from (select distinct tenant from posting_search where posting_id = any(ids)) as of_these;
    insert into search_day as known
    select tenant, search_day(published_at), by * count(*)
    from posting_search
    where posting_id = any(ids)
    group by 1, 2
    on conflict (tenant, day) do update set postings = known.postings + excluded.postings;
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

create function posting_search_add() returns trigger
    language plpgsql as $$
declare
    ids uuid[] := array(select id from added);
begin
    if cardinality(ids) > 0 then
        perform posting_search_write(ids);
        perform posting_search_count(ids, 1);
        insert into posting_unjudged select id, tenant from added order by id on conflict do nothing;
    end if;
    return null;
end
$$;

create function posting_search_change() returns trigger
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
        filtered = n.filtered
    from changed n join before o using (id)
    where s.posting_id = n.id
        and (n.status, n.archived_by, n.filtered) is distinct from (o.status, o.archived_by, o.filtered)
        and n.id <> all(ids);
    return null;
end
$$;

-- Those that are there already.
select posting_search_write(array(select id from posting order by first_seen_at, id));
select posting_search_count(array(select id from posting), 1);

create index posting_search_newest on posting_search (tenant, published_at desc, posting_id desc);
create index posting_search_document on posting_search using gin (document);
create index source_removed on source (id) where removed_at is not null;
create index search_word_alike on search_word using gin (word gin_trgm_ops);

create trigger posting_search_add after insert on posting
    referencing new table as added
    for each statement execute function posting_search_add();
create trigger posting_search_change after update on posting
    referencing old table as before new table as changed
    for each statement execute function posting_search_change();

-- Words that share groups of three letters with a mistyped one. In a short word one slip leaves few groups whole, hence
-- the low threshold.
create function search_alike(of_tenant text, typed text) returns table (word text, postings integer)
    language sql stable
    set pg_trgm.similarity_threshold = 0.2
    as $$
        select w.word, w.postings
        from search_word w
        where w.tenant = of_tenant and w.word % typed
        order by similarity(w.word, typed) desc, w.postings desc
        limit 40
    $$;

-- What a person wants to hear of. Its criteria only ever say which postings match; nothing is hidden from others by
-- them, and nothing archived.
create table filter (
    id                 uuid primary key,
    tenant             text        not null,
    owner              text        not null,
    name               text        not null,
    criteria           jsonb       not null,
    -- Out of the criteria, because time goes on after a posting was judged.
    max_age_days       integer,
    -- Grows with every change of the criteria. All that is stored has been judged by evaluated_revision.
    revision           integer     not null default 1,
    evaluated_revision integer     not null default 0,
    -- How far the evaluation of this revision is: the last posting that was judged, and how many of how many.
    evaluated_to       timestamptz,
    evaluated_to_id    uuid,
    evaluated          integer     not null default 0,
    evaluated_of       integer     not null default 0,
    -- Until when a process has taken it on; a silent one is gone by then.
    evaluating_until   timestamptz,
    created_at         timestamptz not null default now()
);

create index filter_of_owner on filter (tenant, owner, id);
create index filter_to_evaluate on filter (id) where evaluated_revision < revision;

create table match (
    filter_id   uuid        not null references filter (id) on delete cascade,
    posting_id  uuid        not null references posting (id) on delete cascade,
    score       integer     not null,
    reasons     jsonb       not null,
    -- Of the criteria that it was last judged by.
    revision    integer     not null,
    matched_at  timestamptz not null,
    -- Found among what was stored when the criteria were set, and so no news.
    known       boolean     not null,

    primary key (filter_id, posting_id)
);

create index match_newest on match (filter_id, matched_at desc, posting_id desc);
create index match_of_posting on match (posting_id);

-- Postings that are new, changed or reopened and have not been judged since. A posting that is stored is in here in the
-- same transaction, so that none is forgotten whatever happens to the process.
create table posting_unjudged (
    posting_id uuid primary key references posting (id) on delete cascade,
    tenant     text not null
);

create index posting_unjudged_of_tenant on posting_unjudged (tenant, posting_id);
