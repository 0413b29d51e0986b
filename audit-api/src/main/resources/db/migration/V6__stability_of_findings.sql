-- Whether a finding was the same when the page was looked at again.
alter table finding
    add column stability text not null default 'CONFIRMED' check (stability in ('CONFIRMED', 'UNSTABLE'));
