import { clearRefusal, send, showRefusal } from '/static/tandem.js';
import { refresh } from './live.js';

const section = document.getElementById('mine');
const form = document.getElementById('filter');
const said = section.querySelector(':scope > [data-told]');
const refused = section.querySelector(':scope > [data-refusal]');
const found = form.querySelector('[data-found]');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  await ask(async () => {
    const name = form.elements.name.value;
    await send('POST', '/filters', { name, criteria: criteria() });
    form.reset();
    await refresh('filters');
    said.textContent = `${name} was added.`;
    form.elements.name.focus();
  });
});

form.querySelector('[data-preview]').addEventListener('click', () =>
  ask(async () => {
    const response = await send('POST', '/filters/preview', criteria());
    const { judged, matches, sample } = await response.json();
    const best = sample.length ? ` The best: ${sample.slice(0, 3).map(({ title }) => title).join('; ')}.` : '';
    found.textContent = `${matches} of the newest ${judged} postings match.${best}`;
  }),
);

section.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  const row = button?.closest('[data-filter]');
  if (!row) {
    return;
  }
  const { filter, name } = row.dataset;
  refused.hidden = true;
  try {
    if ('feed' in button.dataset) {
      const response = await send('POST', `/filters/${filter}/feed`);
      const { path } = await response.json();
      said.classList.remove('unseen');
      said.textContent = `${name}’s feed is at ${location.origin}${path} from now on. Whoever knows this address can read it.`;
    } else if ('forget' in button.dataset && window.confirm(`Delete ${name}? No posting is deleted.`)) {
      await send('DELETE', `/filters/${filter}`);
      await refresh('filters');
      said.textContent = `${name} was deleted.`;
      section.querySelector('summary').focus();
    }
  } catch (refusal) {
    refused.textContent = refusal.message;
    refused.hidden = false;
  }
});

async function ask(work) {
  clearRefusal(form);
  found.textContent = '';
  try {
    await work();
  } catch (refusal) {
    showRefusal(form, refusal);
  }
}

function criteria() {
  const text = (name) => form.elements[name].value.trim();
  const several = (name) =>
    text(name)
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
  const amount = text('amount');
  const age = text('age');
  return {
    include: several('include'),
    exclude: several('exclude'),
    places: several('places'),
    countries: several('countries').map((code) => code.toUpperCase()),
    workplaces: several('workplaces'),
    salary: amount
      ? { amount: Number(amount), currency: text('currency').toUpperCase(), period: text('period') }
      : null,
    maxAgeDays: age ? Number(age) : null,
  };
}
