import { clearRefusal, send, showRefusal } from '/static/tandem.js';
import { refresh } from './live.js';

const form = document.getElementById('schedule');
const said = document.querySelector('[data-said]');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  clearRefusal(form);
  const { every, cron, zone } = Object.fromEntries(new FormData(form));
  try {
    if (every === 'never') {
      await stop();
    } else {
      await send('PUT', '/polls/schedule', every === 'cron' ? { cron, zone } : { every, zone });
    }
    await refresh('schedule');
    said.textContent = form.querySelector('[data-live="schedule"]').textContent;
  } catch (refusal) {
    showRefusal(form, refusal);
  }
});

/** It is as wanted, too, when nothing was set before. */
async function stop() {
  try {
    await send('DELETE', '/polls/schedule');
  } catch (refusal) {
    if (refusal.status !== 404) {
      throw refusal;
    }
  }
}
