-- How a filter's new matches are told: to a webhook, in messages that are signed, and by a feed.
alter table filter
    add column webhook_url     text,
    -- Signing needs the secret itself. It is shown once, and never given out again.
    add column webhook_secret  bytea,
    -- What matched before that is not told.
    add column webhook_since   timestamptz,
    -- SHA-256 of the feed's token, which is all that its address is protected by.
    add column feed_token_hash bytea unique,
    add constraint filter_webhook check (
        (webhook_url is null) = (webhook_secret is null) and (webhook_url is null) = (webhook_since is null));

-- A message, the same in each attempt. Its id is what a receiver tells repetitions by.
create table notice (
    id         uuid primary key,
    filter_id  uuid        not null references filter (id) on delete cascade,
    created_at timestamptz not null,
    matches    integer     not null,
    body       text        not null,
    state      text        not null default 'PENDING',
    attempts   integer     not null default 0,
    -- When to try next. While somebody tries, it is when he is taken for dead.
    due_at     timestamptz not null,
    ended_at   timestamptz,
    -- What went wrong last.
    error      text,

    constraint notice_state check (state in ('PENDING', 'DELIVERED', 'GIVEN_UP')),
    constraint notice_ended check ((state = 'PENDING') = (ended_at is null))
);

create index notice_due on notice (due_at) where state = 'PENDING';
create index notice_newest on notice (filter_id, created_at desc, id desc);

-- A match is its own entry in the outbox: it is written in the transaction that judged the posting, and is to be told
-- until it stands in a message.
alter table match add column notice_id uuid references notice (id) on delete set null;

create index match_untold on match (filter_id, matched_at) where not known and notice_id is null;
