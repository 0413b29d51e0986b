-- A posting that is missed, archived or seen again changes no indexed column, but without room beside it the new row lands
-- on another page, and every index is written, with its functions over title, places and the whole description.
alter table posting set (fillfactor = 80);
