import { byId, setText } from './dom.js';
import { clock } from './words.js';

/** A browser gives up where the answer is no event stream, such as that of a proxy. */
const AGAIN_MS = 2000;

let lastAt;
let startedAt;

/** Calls `show` with the state of the server: now, and whenever it has changed. */
export function watchState(show) {
  if (lastAt === undefined) connection('connecting', 'Connecting');
  const source = new EventSource('/events');
  source.addEventListener('state', ({ data }) => {
    const state = JSON.parse(data);
    startedAt ??= state.startedAt;
    // Another process: what the page shows of the one before, and who was signed in, is gone.
    if (state.startedAt !== startedAt) {
      location.reload();
      return;
    }
    lastAt = Date.now();
    connection('open', 'Live');
    void show(state);
  });
  source.addEventListener('error', () => {
    const asOf = lastAt === undefined ? '' : `: this is how it was at ${clock(lastAt)}`;
    connection('lost', `Not connected${asOf}`);
    // Otherwise the browser connects again by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => watchState(show), AGAIN_MS);
  });
}

function connection(state, text) {
  document.documentElement.dataset.connection = state;
  setText(byId('connection'), text);
}
