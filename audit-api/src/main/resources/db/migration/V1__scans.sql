-- One row is one scan, and at the same time its place in the queue: PostgreSQL is the only authority on both.
-- PENDING: accepted. QUEUED: admitted, a worker may claim it. RUNNING: claimed under its epoch and lease.
-- RETRY_WAIT: failed in a way that may pass, due again at run_at. The rest is final.
create table scan (
    id               uuid primary key,
    tenant           text        not null,
    url              text        not null,
    host             text        not null,
    project_id       uuid,
    engines          text[]      not null,
    device           text        not null,
    -- What later options a scan has, so that adding one is no change of the table.
    options          jsonb       not null default '{}',
    state            text        not null check (state in ('PENDING', 'QUEUED', 'RUNNING', 'RETRY_WAIT',
                                                           'COMPLETED', 'FAILED', 'CANCELLED')),
    priority         smallint    not null default 0,
    idempotency_key  text,
    request_hash     text        not null,
    -- Raised by every claim and every take-back; a result is stored only under the epoch that it was made in.
    epoch            integer     not null default 0,
    -- How often the audit itself ended, well or badly; interruptions (a deploy, a lost worker) are counted apart.
    attempts         smallint    not null default 0,
    interruptions    smallint    not null default 0,
    run_at           timestamptz not null default now(),
    -- When a hint was last sent to Redis; null: not since it became QUEUED.
    pushed_at        timestamptz,
    lease_owner      text,
    lease_until      timestamptz,
    cancel_requested boolean     not null default false,
    completed_epoch  integer,
    progress         jsonb       not null default '{}',
    error            jsonb,
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    unique (tenant, idempotency_key)
) with (fillfactor = 80);

-- lease_until is in no index, so that a heartbeat stays a heap-only update.
create index scan_pending on scan (priority desc, created_at) where state = 'PENDING';
create index scan_queued on scan (run_at) where state = 'QUEUED';
create index scan_retry_wait on scan (run_at) where state = 'RETRY_WAIT';
create index scan_running on scan (id) where state = 'RUNNING';
create index scan_of_tenant on scan (tenant, created_at desc, id desc);

create table scan_attempt (
    scan_id    uuid        not null references scan on delete cascade,
    epoch      integer     not null,
    worker     text        not null,
    started_at timestamptz not null default now(),
    ended_at   timestamptz,
    outcome    text check (outcome in ('COMPLETED', 'FAILED', 'RETRY', 'INTERRUPTED', 'CANCELLED')),
    error      jsonb,
    primary key (scan_id, epoch)
);

create table scan_result (
    scan_id    uuid primary key references scan on delete cascade,
    epoch      integer not null,
    receipt    jsonb,
    summary    jsonb,
    engines    jsonb   not null,
    lighthouse jsonb
);

create table finding (
    scan_id          uuid    not null references scan on delete cascade,
    ordinal          integer not null,
    epoch            integer not null,
    fingerprint      text    not null,
    code             text    not null,
    sources          jsonb   not null,
    severity         text    not null check (severity in ('CRITICAL', 'SERIOUS', 'MODERATE', 'MINOR')),
    certainty        text    not null check (certainty in ('VIOLATION', 'NEEDS_REVIEW')),
    title            text    not null,
    message          text    not null,
    help_url         text,
    success_criteria text[]  not null,
    target           jsonb   not null,
    selector         text    not null,
    context          text    not null,
    primary key (scan_id, ordinal)
);

create index finding_of_fingerprint on finding (fingerprint);
