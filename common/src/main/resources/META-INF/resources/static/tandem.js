/** What the pages of both services share: sending with the page's own token, and saying what was refused. */

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';

/** What the service refused, with the fields at fault. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `The service answered with status ${status}.`);
    this.status = status;
    this.code = problem?.code ?? '';
    this.errors = problem?.errors ?? [];
  }
}

/**
 * Sends a request that may change something. A string is sent as it is, with the type that the headers name.
 * @returns the response, whose status is below 400
 * @throws {Refusal} when it was refused or nobody answered
 */
export async function send(method, address, body, headers = {}) {
  let response;
  try {
    response = await fetch(address, {
      method,
      headers: {
        Accept: 'application/json',
        'X-CSRF-Token': token,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, { detail: 'The service can’t be reached. Is it still running?' });
  }
  if (response.status === 401) {
    throw new Refusal(401, { detail: 'You are not signed in any more. Reload the page to sign in again.' });
  }
  if (!response.ok) {
    throw new Refusal(response.status, await response.json().catch(() => null));
  }
  return response;
}

/** Takes back what showRefusal did. */
export function clearRefusal(form) {
  form.querySelectorAll('.error').forEach((error) => error.remove());
  form.querySelectorAll('[aria-invalid]').forEach((control) => {
    control.removeAttribute('aria-invalid');
    const rest = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => !id.endsWith('-error'));
    setOrRemove(control, 'aria-describedby', rest.join(' '));
  });
  const notice = form.querySelector('[data-refusal]');
  if (notice) {
    notice.hidden = true;
    notice.textContent = '';
  }
}

/** Shows each error at its field and moves the focus to the first; what belongs to no field is shown for the form. */
export function showRefusal(form, refusal) {
  clearRefusal(form);
  const rest = [];
  let first = null;
  for (const error of refusal.errors ?? []) {
    const field = form.querySelector(`[data-field="${CSS.escape(error.field)}"]`);
    if (!field) {
      rest.push(`${error.field} ${error.message}`);
      continue;
    }
    const control = field.querySelector('input, select, textarea');
    showError(field, control, `${field.dataset.name} ${error.message}`);
    first ??= control;
  }
  const notice = form.querySelector('[data-refusal]');
  if (notice && (rest.length > 0 || !first)) {
    notice.textContent = rest.join(' ') || refusal.message;
    notice.hidden = false;
  }
  first?.focus();
}

function showError(field, control, text) {
  const error = document.createElement('p');
  error.className = 'error';
  error.id = `${field.dataset.field}-error`;
  error.textContent = text;
  field.append(error);
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${error.id}`.trim());
}

function setOrRemove(element, name, value) {
  if (value) {
    element.setAttribute(name, value);
  } else {
    element.removeAttribute(name);
  }
}

/** `1:07` or `0.4 s` for people. */
export function duration(millis) {
  if (millis < 60_000) {
    return `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
  }
  const seconds = Math.floor(millis / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}

document.querySelector('[data-sign-out]')?.addEventListener('click', async () => {
  await send('POST', '/sign-out').catch(() => {});
  location.assign('/sign-in');
});
