import { duration, send } from '/static/tandem.js';
import { refresh } from './live.js';

const OUTCOMES = {
  COMPLETE: ['Complete', 'good'],
  UNCHANGED: ['Unchanged', 'good'],
  PARTIAL: ['In part', 'warn'],
  FAILED: ['Failed', 'bad'],
};

const button = document.getElementById('scan');
const section = document.getElementById('poll');
const part = (name) => section.querySelector(`[data-${name}]`);
const bar = document.getElementById('bar');
let listedSentence = '';

button.addEventListener('click', async () => {
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  part('refusal').hidden = true;
  try {
    const response = await send('POST', '/polls', undefined, { Prefer: 'respond-async' });
    const { id } = await response.json();
    follow(id);
  } catch (refusal) {
    fail(refusal.message);
  }
});

if (section.dataset.running) {
  button.setAttribute('aria-busy', 'true');
  follow(section.dataset.running);
}

function follow(id) {
  section.querySelectorAll('tr[data-enabled]').forEach(wait);
  part('when')?.remove();
  bar.removeAttribute('value');
  tell('Scanning.');
  const events = new EventSource(`/polls/${id}/events`);
  events.addEventListener('source', (event) => show(JSON.parse(event.data)));
  events.addEventListener('details', (event) => details(JSON.parse(event.data)));
  events.addEventListener('progress', (event) => progress(JSON.parse(event.data)));
  events.addEventListener('done', (event) => {
    events.close();
    finish(JSON.parse(event.data));
  });
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) {
      fail('Live progress was lost. Reload the page to see how far the scan is.');
    }
  });
}

function wait(row) {
  mark(row, 'Waiting', 'busy');
  for (const name of ['listed', 'added', 'changed', 'archived', 'time', 'details', 'error']) {
    row.querySelector(`[data-${name}]`).textContent = '';
  }
}

function rowOf(source) {
  return section.querySelector(`tr[data-source="${CSS.escape(source)}"]`);
}

function show(outcome) {
  const row = rowOf(outcome.source);
  if (!row) {
    return;
  }
  mark(row, ...(OUTCOMES[outcome.outcome] ?? [outcome.outcome, '']));
  for (const name of ['listed', 'added', 'changed', 'archived']) {
    row.querySelector(`[data-${name}]`).textContent = outcome[name];
  }
  row.querySelector('[data-time]').textContent = duration(outcome.millis);
  showDetails(row, outcome.detailsDue, outcome.detailsRead, outcome.detailsFailed);
  row.querySelector('[data-error]').textContent = outcome.error?.message ?? '';
}

function details({ source, due, read, failed, totalDue }) {
  const row = rowOf(source);
  if (row) {
    showDetails(row, due, read, failed);
  }
  part('sentence').textContent = `${listedSentence}${totalDue > 0 ? ` ${totalDue} details are still to come.` : ''}`;
}

function showDetails(row, due, read, failed) {
  const parts = [due && `${due} details to come`, read && `${read} read`, failed && `${failed} failed`];
  row.querySelector('[data-details]').textContent = parts.filter(Boolean).join(', ');
}

function mark(row, word, css) {
  const tag = row.querySelector('[data-outcome]');
  tag.textContent = word;
  tag.className = `tag ${css}`;
}

function progress({ done, total, listed }) {
  bar.max = Math.max(total, 1);
  bar.value = done;
  listedSentence = `${done} of ${total} boards scanned, ${listed} postings listed.`;
  part('sentence').textContent = listedSentence;
}

async function finish(poll) {
  const { done, sources, listed, added, changed, archived } = poll.totals;
  bar.max = Math.max(sources, 1);
  bar.value = done;
  const sentence =
    `${done} of ${sources} boards scanned, ${listed} postings listed, ` +
    `${added} new, ${changed} changed, ${archived} archived.`;
  part('sentence').textContent = sentence;
  await refresh('postings');
  if (poll.error) {
    fail(poll.error.message);
  }
  button.removeAttribute('aria-busy');
  tell(`The scan is over. ${sentence}`);
}

function fail(message) {
  part('refusal').textContent = message;
  part('refusal').hidden = false;
  button.removeAttribute('aria-busy');
}

function tell(message) {
  part('said').textContent = message;
}
