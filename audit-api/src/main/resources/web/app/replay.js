import { send } from '/static/tandem.js';

document.querySelectorAll('[data-replay], [data-replay-batch]').forEach((button) => {
  button.addEventListener('click', async () => {
    const { replay: id, replayBatch: batchId } = button.dataset;
    const notice = button.closest('[data-replays]').querySelector('[data-refusal]');
    notice.hidden = true;
    try {
      if (id) {
        await send('POST', `/scans/${id}/replays`);
        location.assign(`/view/scans/${id}`);
      } else {
        await send('POST', '/scans/replays', { batchId });
        location.reload();
      }
    } catch (refusal) {
      notice.textContent = refusal.message;
      notice.hidden = false;
    }
  });
});
