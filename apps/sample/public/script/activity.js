import { byId, make } from './dom.js';

const SHOWN = 40;

/**
 * Adds the activity of the server to the feed, and calls `onActivity` once for every entry. The
 * browser reconnects by itself; the server then sends the latest entries again.
 */
export function watchActivity(onActivity) {
  const known = new Set();
  const source = new EventSource('/events');
  source.addEventListener('open', () => connection(true, 'Live'));
  source.addEventListener('error', () => connection(false, 'Reconnecting'));
  source.addEventListener('activity', ({ data }) => {
    const entry = JSON.parse(data);
    if (known.has(entry.id)) return;
    known.add(entry.id);
    show(entry);
    onActivity(entry);
  });
}

function connection(isOpen, text) {
  const chip = byId('connection');
  chip.dataset.open = String(isOpen);
  if (chip.textContent !== text) chip.textContent = text;
}

function show({ kind, title, detail, at }) {
  const feed = byId('feed');
  const time = new Date(at);
  const clock = make('time', { dateTime: at }, time.toLocaleTimeString('en-GB'));
  feed.prepend(
    make('li', { dataset: { kind } }, make('strong', {}, title), clock, make('p', {}, detail)),
  );
  while (feed.childElementCount > SHOWN) feed.lastElementChild.remove();
  byId('feed-empty').hidden = true;
}
