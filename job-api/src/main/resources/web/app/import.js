import { clearRefusal, send, showRefusal } from '/static/tandem.js';
import { refresh } from './live.js';

const form = document.getElementById('import');
const file = document.getElementById('file');
const told = form.querySelector('[data-imported]');
const said = document.querySelector('[data-said]');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  clearRefusal(form);
  told.hidden = true;
  try {
    const csv = file.files.length > 0 ? await file.files[0].text() : form.elements.csv.value;
    const response = await send('POST', '/sources/import', csv, { 'Content-Type': 'text/csv' });
    tell(await response.json());
    form.reset();
    await refresh('boards');
    document.getElementById('scan').disabled = false;
  } catch (refusal) {
    showRefusal(form, refusal);
  }
});

/** Says how many rows were taken, and of each that was not, which line it is and why. */
function tell({ added, duplicates, refused, rows }) {
  const sentence = `${added} boards were added, ${duplicates} are there already, ${refused} rows name no board.`;
  const heading = document.createElement('p');
  heading.textContent = sentence;
  const list = document.createElement('ul');
  for (const row of rows.filter(({ outcome }) => outcome === 'REFUSED')) {
    const item = document.createElement('li');
    item.textContent = `Line ${row.line}: ${row.message}`;
    list.append(item);
  }
  told.replaceChildren(heading, ...(list.children.length > 0 ? [list] : []));
  told.hidden = false;
  said.textContent = sentence;
  told.focus();
}
