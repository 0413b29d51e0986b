-- What came of each source of a poll, one row each, so that a running poll adds rows instead of writing all of them again
-- at every beat of its heart.
create table poll_source (
    poll_id       uuid    not null references poll (id),
    -- In the order in which they were finished.
    number        integer not null,
    source_id     uuid    not null,
    name          text    not null,
    provider      text    not null,
    outcome       text    not null,
    listed        integer not null,
    added         integer not null,
    changed       integer not null,
    archived      integer not null,
    reopened      integer not null,
    filtered      integer not null,
    millis        bigint  not null,
    error_code    text,
    error_message text,

    primary key (poll_id, number),
    constraint poll_source_outcome check (outcome in ('COMPLETE', 'UNCHANGED', 'PARTIAL', 'FAILED')),
    constraint poll_source_error check ((error_code is null) = (error_message is null))
);

insert into poll_source
select poll.id, each.number, (o ->> 'source')::uuid, o ->> 'name', o ->> 'provider', o ->> 'outcome',
    (o ->> 'listed')::integer, (o ->> 'added')::integer, (o ->> 'changed')::integer, (o ->> 'archived')::integer,
    (o ->> 'reopened')::integer, (o ->> 'filtered')::integer, (o ->> 'millis')::bigint,
    o -> 'error' ->> 'code', o -> 'error' ->> 'message'
from poll, jsonb_array_elements(poll.summary -> 'sources') with ordinality as each (o, number);

-- The totals stay with the poll.
update poll set summary = jsonb_set(summary, '{sources}', '[]');
