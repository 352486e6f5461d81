/** What became of a request, in words and as a tone. */
export function verdictOf({ status, code, durationMs }) {
  if (status === undefined) {
    return { tone: 'warn', words: durationMs === undefined ? 'no answer' : 'cut off' };
  }
  if (status < 400) return { tone: 'ok', words: 'accepted' };
  return { tone: status === 501 ? 'warn' : 'bad', words: reason(status, code) };
}

const BY_CODE = new Map([
  [20003, 'not authenticated'],
  [20008, 'not for test credentials'],
  [20404, 'not found'],
  [20429, 'too many requests'],
  [70051, 'permission missing'],
  [8021, 'permission missing'],
]);

function reason(status, code) {
  if (status === 501) return 'not emulated';
  return BY_CODE.get(code) ?? (status >= 500 ? 'failed' : 'refused');
}

const KINDS = {
  'auth-token': 'Auth Token',
  'api-key': 'API key',
  oauth: 'OAuth token',
  test: 'test credentials',
  none: 'no credential',
  unknown: 'unknown credential',
};

/** The credential by name; what it claims to be, if it was not accepted. */
export function credentialWords({ path, credential: { kind, name } }) {
  if (path === '/v2/token') return 'client id and secret';
  if (name !== undefined) return name;
  return kind === 'none' || kind === 'unknown' ? KINDS[kind] : `${KINDS[kind]}, not accepted`;
}

/** `AC…fa3a`: a SID in a row is there to be recognized, not to be read. */
export const short = (text) => text.replace(/\b([A-Z]{2})[0-9a-f]{28}([0-9a-f]{4})\b/g, '$1…$2');

/** The time of day of an ISO date. */
export const timeOf = (iso) => new Date(iso).toLocaleTimeString('en-GB');

/** How long an answer took. */
export function tookWords(ms) {
  if (ms === undefined) return '';
  return ms < 1 ? '< 1 ms' : `${Math.round(ms)} ms`;
}

/** `1 request`, `2 requests`. */
export const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** The key that signed a webhook. */
export function keyWords(signedWith) {
  if (typeof signedWith === 'object') return `shared key ${signedWith.sharedKey}`;
  return `${signedWith} Auth Token`;
}

/** `5 minutes ahead`, or nothing where the clock is right. */
export function offsetWords(offsetMs) {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  if (seconds === 0) return '';
  const [size, noun] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ].find(([length]) => seconds >= length && seconds % length === 0);
  return `, ${count(seconds / size, noun)} ${offsetMs > 0 ? 'ahead' : 'behind'}`;
}
