import { send } from '/static/tandem.js';

const STATES = { READING: 'Being read', PENDING: 'Waiting', PROCESSING: 'Running' };

const box = document.querySelector('[data-batch]');
if (box) {
  follow(box);
}

function follow(box) {
  const address = `/batches/${box.dataset.batch}`;
  const said = box.querySelector('[data-said]');
  const refused = box.querySelector('[data-refusal]');

  const events = new EventSource(`${address}/events`);
  events.addEventListener('progress', (event) => {
    const batch = JSON.parse(event.data);
    box.querySelector('progress').value = batch.progress;
    box.querySelector('[data-status]').textContent = STATES[batch.status] ?? batch.status;
    box.querySelectorAll('[data-count]').forEach((number) => {
      number.textContent = batch.counts[number.dataset.count];
    });
  });
  events.addEventListener('done', () => {
    events.close();
    said.textContent = 'The batch is over. Its end is being shown.';
    location.reload();
  });
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) {
      refused.textContent = 'Live progress was lost. Reload the page to see how far the batch is.';
      refused.hidden = false;
    }
  });

  box.querySelector('[data-cancel]').addEventListener('click', async () => {
    try {
      await send('DELETE', address);
      said.textContent = 'The batch is being stopped.';
    } catch (refusal) {
      refused.textContent = refusal.message;
      refused.hidden = false;
    }
  });
}
