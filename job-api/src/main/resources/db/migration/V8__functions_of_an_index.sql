-- PostgreSQL takes statistics, restores a dump and builds an index again with nothing but its own schema on the search
-- path, where the function of an index that calls another did not find it: every analyze of the postings failed, and so
-- would a restore.
alter function posting_company(text) set search_path from current;
alter function posting_alike(text, text, jsonb) set search_path from current;
