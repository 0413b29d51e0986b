-- What a board's past says about the next listing that lacks something; see docs/archiving.md.
alter table source
    -- What this source has different from the usual policy, as JSON; null when nothing is.
    add column archive_policy text,
    -- Of the last complete listings that were believed, oldest first.
    add column listing_sizes  integer[]        not null default '{}',
    -- Since when its listings have been too short to be believed.
    add column doubtful_since timestamptz,
    -- How often its postings went missing one by one and came back, at the time of the last return; it fades.
    add column returns        double precision not null default 0,
    add column returned_at    timestamptz;

alter table posting
    add column returns           double precision not null default 0,
    add column returned_at       timestamptz,
    -- It went missing together with at least half of its board, which says nothing about the posting.
    add column missing_in_exodus boolean          not null default false;

-- What has happened to a posting, and what was different then.
create table posting_change (
    id         bigint generated always as identity primary key,
    tenant     text        not null,
    posting_id uuid        not null references posting (id),
    at         timestamptz not null,
    kind       text        not null,
    details    jsonb       not null,

    constraint posting_change_kind check (kind in ('CHANGED', 'ARCHIVED', 'REOPENED'))
);

create index posting_change_newest on posting_change (posting_id, id desc);
