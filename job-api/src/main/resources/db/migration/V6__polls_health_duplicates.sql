-- When a tenant's polls begin by themselves. The next one is a row's own `next_at`, so that one look finds what is due.
create table poll_schedule (
    tenant        text primary key,
    -- Either a crontab line or a length of time.
    cron          text,
    every_millis  bigint,
    zone          text        not null,
    jitter_millis bigint      not null,
    enabled       boolean     not null,
    next_at       timestamptz not null,
    last_at       timestamptz,

    constraint poll_schedule_one_kind check ((cron is null) <> (every_millis is null))
);

create index poll_schedule_due on poll_schedule (next_at) where enabled;

-- The time that a poll was due at, null when a person began it. However many processes find it due, one poll comes of it.
alter table poll add column scheduled_for timestamptz;
create unique index poll_once_when_due on poll (tenant, scheduled_for);
-- Old polls are deleted with their sources.
create index poll_old on poll (finished_at) where finished_at is not null;
alter table poll_source drop constraint poll_source_poll_id_fkey;
alter table poll_source
    add constraint poll_source_poll_id_fkey foreign key (poll_id) references poll (id) on delete cascade;

-- How far the details of a source's postings are; see SourceOutcome.
alter table poll_source
    add column details_due    integer not null default 0,
    add column details_read   integer not null default 0,
    add column details_failed integer not null default 0;

alter table source
    -- What the provider calls it, where it tells.
    add column board_name        text,
    -- Whether the board is still there; see dev.tandem.jobs.health.
    add column health            text not null default 'ACTIVE',
    add column health_reason     text,
    add column health_since      timestamptz,
    add column health_strikes    integer not null default 0,
    add column health_strike_at  timestamptz,
    -- The address that the board seems to have moved to.
    add column moved_to          text,
    -- The start of the last poll that was given at least one posting.
    add column last_listing_at   timestamptz,
    -- Fading averages over the polls.
    add column average_listed      double precision,
    add column average_millis      double precision,
    add column average_requests    double precision,
    add column average_host_millis double precision,
    -- How long scheduled polls leave it alone after an attempt, null when they never do.
    add column poll_every_millis bigint,
    add constraint source_health check (health in ('ACTIVE', 'SUSPECT', 'GONE')),
    add constraint source_health_reason check (health_reason in ('UNKNOWN_BOARD', 'MOVED', 'EMPTY')),
    add constraint source_health_since check ((health = 'ACTIVE') = (health_since is null)),
    add constraint source_poll_every check (poll_every_millis > 0);

-- A board that is added again is looked for among those that were removed.
create index source_by_board on source (tenant, provider, board_identity);

-- The same job on several boards. Postings are linked by a group and each is kept; what is to be compared is noted by the
-- statements that write postings, so that linking costs as much as has changed. No row of `posting` is written or locked for
-- it, which is why nothing here refers to it by a foreign key: details are written meanwhile.
create table posting_link (
    posting_id uuid primary key,
    tenant     text not null,
    group_id   uuid not null
);

create index posting_link_group on posting_link (group_id);

create table posting_link_due (
    posting_id uuid primary key,
    tenant     text not null
);

create index posting_link_due_of on posting_link_due (tenant);

-- Letters and digits, in lower case, with single spaces. The functions are PL/pgSQL so that they stay themselves in the
-- expression of an index.
create function posting_plain(words text) returns text language plpgsql immutable parallel safe as $$
begin
    return trim(regexp_replace(lower(coalesce(words, '')), '[^[:alnum:]]+', ' ', 'g'));
end $$;

-- A company without its legal form.
create function posting_company(company text) returns text language plpgsql immutable parallel safe as $$
begin
    return regexp_replace(posting_plain(company),
        '( (inc|incorporated|llc|ltd|limited|corp|corporation|co|company|gmbh|ag|se|sa|sas|bv|nv|ab|as|oy|plc|kg))+$', '');
end $$;

-- What two boards would have in common of the same job: company, title and first place.
create function posting_alike(company text, title text, locations jsonb) returns text
    language plpgsql immutable parallel safe as $$
begin
    return md5(posting_company(company) || '|' || posting_plain(title) || '|'
        || posting_plain(coalesce(locations -> 0 ->> 'city', locations -> 0 ->> 'name')));
end $$;

create index posting_alike on posting (tenant, posting_alike(company, title, locations));
create index posting_same_text on posting (tenant, md5(description_text)) where length(description_text) >= 200;
