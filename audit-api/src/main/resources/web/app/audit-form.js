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
    // One box may stand for several engines.
    const engines = data.getAll('engines').flatMap((names) => names.split(','));
    await startAudit({ url: data.get('url'), device: data.get('device'), engines });
  } catch (refusal) {
    showRefusal(form, refusal);
  } finally {
    button.removeAttribute('aria-busy');
  }
});
