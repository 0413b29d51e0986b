import { startAudit } from './start.js';

const button = document.querySelector('[data-again]');

button?.addEventListener('click', async () => {
  const { url, device, engines } = button.dataset;
  const notice = button.parentElement.querySelector('[data-refusal]');
  notice.hidden = true;
  try {
    await startAudit({ url, device, engines: engines.split(',') });
  } catch (refusal) {
    notice.textContent = refusal.message;
    notice.hidden = false;
  }
});
