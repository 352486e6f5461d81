import { byId, fill, make, setText } from './dom.js';
import { clock } from './words.js';

/** What happened last, newest first. */
export function showActivity({ activity }) {
  const [latest] = activity;
  setText(byId('activity-headline'), latest ? `${latest.title} at ${clock(latest.at)}` : 'Nothing');
  fill(byId('feed'), activity, (entries) => entries.map(entry));
}

function entry({ kind, title, detail, at }) {
  return make(
    'li',
    { dataset: { kind } },
    make('strong', {}, title),
    make('time', { dateTime: at }, clock(at)),
    make('p', {}, make('bdi', {}, detail)),
  );
}
