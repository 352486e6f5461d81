/** Headers that the transport alone decides: a caller's copy is left out. */
const RESERVED: ReadonlySet<string> = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'twilio-client-validation',
  'upgrade',
]);

/** What axios, below the SDK, accepts where a caller does not say (pinned by test/contract). */
const ACCEPT_ANY = 'application/json, text/plain, */*';
const FORM = 'application/x-www-form-urlencoded';
const BODY_METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/**
 * Names in lower case and values in turn, without Authorization. Of two names that differ in case
 * only, the later one counts, as in axios.
 */
export function requestHeaders(
  given: Readonly<Record<string, string | number | boolean | null | undefined>>,
  method: string,
): string[] {
  const headers = new Map([
    ['accept', ACCEPT_ANY],
    ['accept-encoding', 'gzip, deflate, br'],
  ]);
  if (BODY_METHODS.has(method)) headers.set('content-type', FORM);
  for (const name of Object.keys(given)) {
    const value = given[name];
    const lower = name.toLowerCase();
    if (value === undefined || value === null || value === false || RESERVED.has(lower)) continue;
    headers.set(lower, String(value));
  }
  return [...headers].flat();
}
