import { make } from './dom.js';

/**
 * Shows the text that is signed: the URL, then name and value of each parameter, sorted by name, with
 * nothing in between. What differs from the webhook that arrived is marked.
 */
export function showSignedText(element, { url, body }, arrived) {
  const before = new Map(pairsOf(arrived.body).map((pair) => [pair[0], pair[1]]));
  element.replaceChildren(
    make('span', { className: 'url' }, ...marked(url, arrived.url)),
    ...pairsOf(body).flatMap(([name, value]) => [
      '\n',
      make('b', {}, name),
      ...marked(value, before.get(name)),
    ]),
  );
}

/** The signature that the emulator's key makes of this text, beside the one in the header. */
export function showHmac(element, hmac, given) {
  element.replaceChildren(
    ...(hmac === undefined
      ? [row('The key', 'It is not shown, and nothing is signed with it here.')]
      : [
          row('The key', `${hmac.keyName} (its value never leaves the server)`),
          row('HMAC-SHA-1 of the text with this key, in Base64', hmac.signature),
        ]),
    row(
      'The header X-Twilio-Signature',
      given || 'missing',
      hmac && String(hmac.signature === given),
    ),
  );
}

function row(name, value, same) {
  return make(
    'div',
    {},
    make('dt', {}, name),
    make('dd', { dataset: same ? { same } : {} }, value),
  );
}

/** Sorted as bytes, not as words: capitals come first. */
function pairsOf(body) {
  return [...new URLSearchParams(body)].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

/** The text, with what differs from another one marked. */
function marked(text, other) {
  if (other === undefined || text === other)
    return other === undefined ? [make('mark', {}, text)] : [text];
  let start = 0;
  while (start < text.length && text[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(text.length, other.length) - start;
  while (end < most && text.at(-1 - end) === other.at(-1 - end)) end += 1;
  const changed = text.slice(start, text.length - end);
  return [text.slice(0, start), make('mark', {}, changed), text.slice(text.length - end)];
}
