/** Sends a request that only this page can send; answers what the server says. */
export async function post(path) {
  const answer = await fetch(path, { method: 'POST', headers: { 'X-Ticker-Wall': '1' } });
  const text = await answer.text();
  const content = text ? JSON.parse(text) : {};
  if (!answer.ok) {
    throw new Error(`That did not work: ${content.detail ?? content.title ?? answer.status}`);
  }
  return content;
}

/** Asks before something that cannot be undone. */
export function ask(title, text, go) {
  const dialog = document.getElementById('confirm');
  document.getElementById('confirm-title').textContent = title;
  document.getElementById('confirm-text').textContent = text;
  document.getElementById('confirm-go').textContent = go;
  dialog.returnValue = 'cancel';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'go'), { once: true });
  });
}
