import { clearRefusal, showRefusal } from '/static/tandem.js';
import { startAudit } from './start.js';

const form = document.getElementById('audit');
const button = form?.querySelector('button[type="submit"]');

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  clearRefusal(form);
  // Not disabled, because that would throw whoever pressed Enter on it out of the form.
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  const data = new FormData(form);
  try {
    await startAudit({ url: data.get('url'), device: data.get('device'), engines: data.getAll('engines') });
  } catch (refusal) {
    showRefusal(form, refusal);
  } finally {
    button.removeAttribute('aria-busy');
  }
});
