import { byId, setText } from './dom.js';
import { clock } from './words.js';

/** Calls `show` with the state of the server: now, and whenever it has changed. */
export function watchState(show) {
  let lastAt;
  connection('connecting', 'Connecting');
  const source = new EventSource('/events');
  source.addEventListener('state', ({ data }) => {
    lastAt = Date.now();
    connection('open', 'Live');
    void show(JSON.parse(data));
  });
  // The browser connects again by itself.
  source.addEventListener('error', () => {
    const asOf = lastAt === undefined ? '' : `: this is how it was at ${clock(lastAt)}`;
    connection('lost', `Not connected${asOf}`);
  });
}

function connection(state, text) {
  document.documentElement.dataset.connection = state;
  setText(byId('connection'), text);
}
