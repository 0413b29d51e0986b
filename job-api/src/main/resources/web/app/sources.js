import { clearRefusal, send, showRefusal } from '/static/tandem.js';
import { refresh } from './live.js';

const section = document.getElementById('poll');
const form = document.getElementById('source');
const said = section.querySelector('[data-said]');
const refused = section.querySelector(':scope > [data-refusal]');
const scan = document.getElementById('scan');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  clearRefusal(form);
  const source = Object.fromEntries(new FormData(form));
  try {
    const response = await send('POST', '/sources', source.provider ? source : { ...source, provider: undefined });
    const { notes } = await response.json();
    form.reset();
    await refresh('boards');
    scan.disabled = false;
    said.textContent = [`${source.name} was added.`, ...notes].join(' ');
    form.elements.name.focus();
  } catch (refusal) {
    showRefusal(form, refusal);
  }
});

section.addEventListener('click', (event) => {
  const { toggle, to, delete: gone } = event.target.closest('button')?.dataset ?? {};
  const name = event.target.closest('tr')?.dataset.name;
  if (toggle) {
    change(`/sources/${toggle}`, 'PATCH', { enabled: to === 'true' }, `${name} is ${to === 'true' ? 'on' : 'off'}.`);
  } else if (gone && window.confirm(`Stop following ${name}? What you saved or applied to stays.`)) {
    change(`/sources/${gone}`, 'DELETE', undefined, `${name} was deleted.`);
  }
});

async function change(address, method, body, message) {
  refused.hidden = true;
  const focused = document.activeElement?.dataset.toggle;
  try {
    await send(method, address, body);
    await refresh('boards', 'postings');
    said.textContent = message;
    // The pressed button was replaced, and with it the place of whoever uses a keyboard.
    const same = focused && section.querySelector(`[data-toggle="${CSS.escape(focused)}"]`);
    (same || section.querySelector('.sideways, summary')).focus();
  } catch (refusal) {
    refused.textContent = refusal.message;
    refused.hidden = false;
  }
}
