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

/** Names and values in turn, without Authorization. */
export function requestHeaders(
  given: Readonly<Record<string, unknown>>,
  method: string,
  userAgent: string | undefined,
): string[] {
  const headers = ['accept-encoding', 'gzip, deflate, br'];
  let accept = false;
  let contentType = false;
  for (const name of Object.keys(given)) {
    const value = given[name];
    const lower = name.toLowerCase();
    if (value === undefined || value === null || value === false || RESERVED.has(lower)) continue;
    accept ||= lower === 'accept';
    contentType ||= lower === 'content-type';
    const extended = lower === 'user-agent' && userAgent !== undefined;
    headers.push(name, extended ? `${String(value)} ${userAgent}` : String(value));
  }
  if (!accept) headers.push('accept', ACCEPT_ANY);
  if (!contentType && BODY_METHODS.has(method)) headers.push('content-type', FORM);
  return headers;
}
