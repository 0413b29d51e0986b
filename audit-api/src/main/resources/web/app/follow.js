import { duration, send } from '/static/tandem.js';

const STATES = {
  WAITING: ['Waiting', ''],
  RUNNING: ['Running', 'busy'],
  SUCCEEDED: ['Done', 'good'],
  FAILED: ['Failed', 'bad'],
};

const box = document.querySelector('[data-follow]');
if (box) {
  follow(box);
}

function follow(box) {
  const address = `/scans/${box.dataset.follow}`;
  const said = box.querySelector('[data-said]');
  const refused = box.querySelector('[data-refusal]');
  const elapsed = Number(box.dataset.elapsed);
  let started = elapsed < 0 ? null : performance.now() - elapsed;
  const ticking = new Set(rows().filter((row) => row.querySelector('.busy')));

  function rows() {
    return [...box.querySelectorAll('[data-engine]')];
  }

  function tick() {
    if (started !== null) {
      ticking.forEach((row) => (row.querySelector('[data-time]').textContent = duration(performance.now() - started)));
    }
  }

  function show(row, state) {
    const [word, css] = STATES[state] ?? [state, ''];
    const tag = row.querySelector('[data-state]');
    if (tag.textContent === word) {
      return;
    }
    tag.textContent = word;
    tag.className = `tag ${css}`;
    tick();
    ticking[state === 'RUNNING' ? 'add' : 'delete'](row);
    said.textContent = `${row.dataset.name}: ${word.toLowerCase()}.`;
  }

  const events = new EventSource(`${address}/events`);
  events.addEventListener('queued', (event) => {
    // Every follower is told of the queue first, also when the scan has long left it.
    if (JSON.parse(event.data).status === 'PENDING') {
      started = null;
      document.getElementById('heading').textContent = 'Waiting for a free browser';
    }
  });
  events.addEventListener('started', () => {
    started ??= performance.now();
    document.getElementById('heading').textContent = 'Auditing the page';
  });
  events.addEventListener('phase', (event) => {
    const { phase, state } = JSON.parse(event.data);
    const row = rows().find((candidate) => candidate.dataset.engine === phase);
    if (row) {
      show(row, state);
    }
  });
  events.addEventListener('done', () => {
    events.close();
    said.textContent = 'The audit is over. The result is being shown.';
    location.reload();
  });
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) {
      refused.textContent = 'Live progress was lost. Reload the page to see how far the audit is.';
      refused.hidden = false;
    }
  });
  setInterval(tick, 100);

  box.querySelector('[data-cancel]').addEventListener('click', async () => {
    try {
      await send('DELETE', address);
      said.textContent = 'The audit is being stopped.';
    } catch (refusal) {
      refused.textContent = refusal.message;
      refused.hidden = false;
    }
  });
}
