-- Engines that have an equal rule and did not complain about the element.
alter table finding add column dissent jsonb not null default '[]';
