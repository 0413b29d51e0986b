import { send } from '/static/tandem.js';

/** Asks for an audit and goes to its page. */
export async function startAudit(scan) {
  const response = await send('POST', '/scans', scan);
  const { id } = await response.json();
  location.assign(`/view/scans/${id}`);
}
