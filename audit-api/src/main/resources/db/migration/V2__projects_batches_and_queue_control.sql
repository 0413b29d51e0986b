-- What a tenant audits together, and how much of it. Null limits nothing.
create table project (
    id               uuid primary key,
    tenant           text        not null,
    name             text        not null,
    -- Scans accepted within 24 hours.
    scans_per_day    integer check (scans_per_day > 0),
    -- Scans that wait or run at the same time.
    concurrent_scans integer check (concurrent_scans > 0),
    created_at       timestamptz not null default now(),
    unique (tenant, name)
);

-- Many scans that were asked for together. Its status and counts are computed from its scans.
create table batch (
    id              uuid primary key,
    tenant          text        not null,
    project_id      uuid references project,
    -- READING: its pages are still coming in, none has started. READ: all are there. FAILED: they could not be read, and
    -- none was kept.
    state           text        not null check (state in ('READING', 'READ', 'FAILED')),
    sitemap         text,
    -- What every one of its scans is asked with.
    template        jsonb       not null,
    -- Pages taken, and entries that named none; those are said by number and reason, the first few.
    accepted        integer     not null default 0,
    rejected        integer     not null default 0,
    rejections      jsonb       not null default '[]',
    idempotency_key text,
    request_hash    text,
    error           jsonb,
    created_at      timestamptz not null default now(),
    -- Last sign of life of whoever reads it in; a batch that stays READING without one is removed.
    seen_at         timestamptz not null default now(),
    unique (tenant, idempotency_key)
);
create index batch_of_tenant on batch (tenant, created_at desc, id desc);

alter table scan add column batch_id uuid references batch on delete cascade;
alter table scan add constraint scan_of_project foreign key (project_id) references project;
-- Why a scan that is PENDING may not be admitted yet: 'batch:<id>' while its batch is read in, 'host:<name>' while its
-- host has enough, 'project:<id>' while its project has. Null: it may.
alter table scan add column held_by text;
-- Carries the trace of the request to whoever works on the scan (W3C Trace Context: traceparent).
alter table scan add column trace_parent text;

create index scan_of_batch on scan (batch_id, state) where batch_id is not null;
create index scan_of_project_recent on scan (project_id, created_at) where project_id is not null;
drop index scan_pending;
create index scan_admissible on scan (tenant, priority desc, created_at) where state = 'PENDING' and held_by is null;
create index scan_held on scan (held_by, priority desc, created_at) where state = 'PENDING' and held_by is not null;
create index scan_live_of_host on scan (host) where state in ('QUEUED', 'RUNNING');
create index scan_live_of_project on scan (project_id) where state in ('QUEUED', 'RUNNING') and project_id is not null;
create index scan_queued_of_tenant on scan (tenant) where state = 'QUEUED';
create index scan_failed on scan (tenant, finished_at desc) where state = 'FAILED';
create index scan_attempt_ended on scan_attempt (ended_at);

-- Who has stopped the queue. Tenant '*' is the whole installation.
create table queue_control (
    tenant     text primary key,
    -- Nothing more is started; what runs goes on.
    paused     boolean     not null default false,
    -- Nothing more is accepted; what was accepted is run to its end.
    draining   boolean     not null default false,
    changed_at timestamptz not null default now()
);

-- For an autoscaler: how many scans want a worker now. What is paused or held, or comes due later, wants none.
create view audit_demand as
select w.waiting, r.running, w.waiting + r.running as demand
  from (select count(*) as waiting from scan
         where (state = 'QUEUED' or state = 'PENDING' and held_by is null
                or state = 'RETRY_WAIT' and run_at <= now() + interval '30 seconds')
           and not exists (select from queue_control c where c.paused and c.tenant in ('*', scan.tenant))) w,
       (select count(*) as running from scan where state = 'RUNNING') r;

-- LOST: the worker went away and the lease ended. INTERRUPTED: the worker handed the scan back.
alter table scan_attempt drop constraint scan_attempt_outcome_check;
alter table scan_attempt add constraint scan_attempt_outcome_check
    check (outcome in ('COMPLETED', 'FAILED', 'RETRY', 'INTERRUPTED', 'LOST', 'CANCELLED'));
