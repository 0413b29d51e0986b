/** Shows parts of the page as the service has them now, and leaves the rest, with what is typed in it, alone. */
export async function refresh(...names) {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!response.ok) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const name of names) {
    const next = fresh.querySelector(`[data-live="${name}"]`);
    const now = document.querySelector(`[data-live="${name}"]`);
    if (next && now) {
      now.replaceChildren(...next.childNodes);
    }
  }
}
