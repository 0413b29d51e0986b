// ACT d0f69e: every header of a table has a cell that it is the header of. HTML's own algorithm for which that is.
(() => {
  const TABLE = 'table, [role=table], [role=grid], [role=treegrid]';
  const CELL = 'td, th, [role=cell], [role=gridcell], [role=columnheader], [role=rowheader]';
  const HEADERS = ['columnheader', 'rowheader'];

  const span = (cell, side) => {
    const spanned = Number.parseInt(cell.getAttribute(side) ?? cell.getAttribute('aria-' + side), 10);
    return spanned > 0 ? Math.min(spanned, 1000) : 1;
  };

  const rowsOf = (table) =>
    [...table.querySelectorAll('tr, [role=row]')].filter((row) => row.closest(TABLE) === table);

  // Cells with the columns and rows that they take up.
  const layOut = (table) => {
    const taken = new Set();
    const cells = [];
    rowsOf(table).forEach((row, y) => {
      let x = 0;
      for (const element of row.querySelectorAll(CELL)) {
        if (element.closest('tr, [role=row]') !== row) {
          continue;
        }
        while (taken.has(`${x} ${y}`)) {
          x++;
        }
        const cell = { element, x, y, width: span(element, 'colspan'), height: span(element, 'rowspan') };
        cells.push(cell);
        for (let right = 0; right < cell.width; right++) {
          for (let down = 0; down < Math.min(cell.height, 100); down++) {
            taken.add(`${x + right} ${y + down}`);
          }
        }
        x += cell.width;
      }
    });
    return cells;
  };

  const isHeader = (cell) =>
    cell.element.getAttribute('role') === null
      ? cell.element.localName === 'th'
      : HEADERS.includes(cell.element.getAttribute('role'));

  const inColumnOf = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width;
  const inRowOf = (one, other) => one.y < other.y + other.height && other.y < one.y + one.height;

  const direction = (header, cells) => {
    const role = header.element.getAttribute('role');
    const scope = header.element.getAttribute('scope')?.toLowerCase();
    if (role === 'rowheader' || scope === 'row' || scope === 'rowgroup') {
      return 'row';
    }
    if (role === 'columnheader' || scope === 'col' || scope === 'colgroup') {
      return 'column';
    }
    const data = cells.filter((cell) => !isHeader(cell));
    if (!data.some((cell) => inRowOf(cell, header))) {
      return 'column';
    }
    return data.some((cell) => inColumnOf(cell, header)) ? null : 'row';
  };

  const isAssigned = (cell, header, way) => {
    if (cell === header) {
      return false;
    }
    const named = cell.element.getAttribute('headers')?.split(/\s+/).filter(Boolean) ?? [];
    if (named.length > 0) {
      return named.includes(header.element.id);
    }
    return way === 'row' ? inRowOf(cell, header) && cell.x > header.x : inColumnOf(cell, header) && cell.y > header.y;
  };

  const alone = (table) => {
    const cells = layOut(table);
    // A table that has no data yet is filled later, or says so itself.
    if (cells.every(isHeader)) {
      return [];
    }
    return cells
      .filter((cell) => isHeader(cell) && tandem.exposed(cell.element) && tandem.name(cell.element) !== '')
      .filter((header) => {
        const way = direction(header, cells);
        return way !== null && !cells.some((cell) => isAssigned(cell, header, way));
      })
      .map((header) => header.element);
  };

  tandem.checks.push({
    id: 'header-without-cells',
    title: 'A header in a table must be the header of a cell',
    criteria: ['1.3.1'],
    impact: 'moderate',
    run: () =>
      tandem
        .all(TABLE)
        .filter((table) => !['none', 'presentation'].includes(table.getAttribute('role')) && tandem.exposed(table))
        .flatMap(alone)
        .map((element) => ({
          element,
          message:
            'This header belongs to no cell of its table, so nothing is announced with it. ' +
            'Put the cells into its row or column, or correct their "headers".',
        })),
  });
})();
