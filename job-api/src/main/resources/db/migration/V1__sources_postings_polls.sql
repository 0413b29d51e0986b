-- Every table has the tenant, and every query names it. Ids are version 7 UUIDs made by the service, so that they grow
-- with time and need no extension.

create table source (
    id              uuid primary key,
    tenant          text        not null,
    name            text        not null,
    provider        text        not null,
    -- As the provider knows it, in its original case.
    board           text        not null,
    -- What makes two boards of one provider the same.
    board_identity  text        not null,
    enabled         boolean     not null default true,
    last_attempt_at timestamptz,
    -- The start of the last poll that read the whole board.
    last_success_at timestamptz,
    -- A removed source stays, because its postings may carry what the user said about them.
    removed_at      timestamptz
);

create unique index source_once on source (tenant, provider, board_identity) where removed_at is null;

create table posting (
    id               uuid primary key,
    tenant           text        not null,
    source_id        uuid        not null references source (id),
    -- Byte order, so that every statement that locks several rows does so in the same order.
    external_id      text        not null collate "C",

    title            text        not null,
    company          text,
    departments      jsonb       not null,
    locations        jsonb       not null,
    workplace        text,
    employment_type  text,
    salary_min       numeric,
    salary_max       numeric,
    salary_currency  text,
    salary_period    text,
    posted_at        timestamptz,
    updated_at       timestamptz,
    description_text text,
    description_html text,
    url              text        not null,
    apply_url        text,
    content_hash     bytea       not null,

    -- What the filter said at the last poll. It hides and never archives.
    filtered         boolean     not null,
    score            integer     not null,
    match_reasons    jsonb       not null,

    status           text        not null default 'NEW',
    archived_by      text,
    archived_at      timestamptz,
    archived_reason  text,

    first_seen_at    timestamptz not null,
    -- Written when something else changes too: a row that is not missing was last seen at its source's last success.
    last_seen_at     timestamptz not null,
    changed_at       timestamptz not null,
    missing_since    timestamptz,
    misses           integer     not null default 0,
    reopened_at      timestamptz,
    reopened_count   integer     not null default 0,

    published_at     timestamptz not null generated always as (coalesce(posted_at, first_seen_at)) stored,
    search           tsvector    not null
        generated always as (to_tsvector('simple', title || ' ' || coalesce(company, ''))) stored,

    constraint posting_once unique (source_id, external_id),
    constraint posting_status check (status in ('NEW', 'SAVED', 'APPLIED', 'ARCHIVED')),
    constraint posting_archived check (
        case
            when status = 'ARCHIVED' then archived_by in ('POLL', 'USER') and archived_at is not null
            else archived_by is null and archived_at is null and archived_reason is null
        end),
    constraint posting_missing check ((misses = 0) = (missing_since is null))
);

create index posting_newest on posting (tenant, published_at desc, id desc);
create index posting_search on posting using gin (search);

create table poll (
    id           uuid primary key,
    tenant       text        not null,
    state        text        not null,
    started_at   timestamptz not null,
    finished_at  timestamptz,
    -- A running poll that stays silent belongs to a process that is gone.
    heartbeat_at timestamptz not null,
    -- The rows of the sources that are done, and their totals.
    summary      jsonb       not null,

    constraint poll_state check (state in ('RUNNING', 'COMPLETED', 'FAILED')),
    constraint poll_finished check ((state = 'RUNNING') = (finished_at is null))
);

create unique index poll_one_running on poll (tenant) where state = 'RUNNING';
create index poll_newest on poll (tenant, started_at desc, id desc);
