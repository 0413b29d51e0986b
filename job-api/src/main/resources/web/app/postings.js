import { send } from '/static/tandem.js';

const said = document.querySelector('[data-marked]');
const refused = document.querySelector('[data-mark-refusal]');

document.querySelector('[data-live="postings"]').addEventListener('change', async (event) => {
  const select = event.target.closest('select[data-posting]');
  if (!select) {
    return;
  }
  refused.hidden = true;
  try {
    await send('PATCH', `/postings/${select.dataset.posting}`, { status: select.value });
    select.querySelectorAll('option').forEach((option) => (option.defaultSelected = option.selected));
    said.textContent = `${select.dataset.title}: ${select.selectedOptions[0].text}.`;
  } catch (refusal) {
    select.value = [...select.options].find((option) => option.defaultSelected)?.value ?? 'NEW';
    refused.textContent = refusal.message;
    refused.hidden = false;
  }
});
