-- What counts against a project's limit of concurrent scans, so that counting costs as much as the limit and not as much
-- as the project has scans.
create index scan_unfinished_of_project on scan (project_id)
    where project_id is not null and batch_id is null and state in ('PENDING', 'QUEUED', 'RUNNING', 'RETRY_WAIT');
