-- What a posting's own page holds beyond the row of the list, at the providers whose lists are short.
alter table posting
    add column seniority     text,
    -- The company's own number of the job; copies of the job on other boards share it.
    add column requisition   text,
    -- The content hash of the list's row that the stored details were read for; null when none were. The details are due
    -- while it differs from the content hash, which stays that of the list's row.
    add column detailed_hash bytea;

create index posting_requisition on posting (tenant, requisition) where requisition is not null;
