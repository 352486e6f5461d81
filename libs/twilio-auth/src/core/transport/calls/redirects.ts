import type { Destination, Resolve } from './destination.js';
import type { PreparedCall } from './prepared-call.js';
import type { DecodedResponse } from '../answers/response-decoding.js';

/** The limit of the SDK. */
const MOST = 10;

const REDIRECT: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The headers that a redirect keeps: the others may be meant for Twilio only. */
const KEPT: ReadonlySet<string> = new Set(['accept', 'accept-encoding', 'user-agent']);

/**
 * Follows the redirects of a read that asked for it (`allowRedirects: true`), always without
 * a credential: media files redirect to signed URLs of other hosts. The SDK, by contrast, sends
 * its Authorization header along within a host.
 */
export async function followRedirects(
  call: PreparedCall,
  first: DecodedResponse,
  resolve: Resolve,
  send: (call: PreparedCall) => Promise<DecodedResponse>,
): Promise<DecodedResponse> {
  let [current, response] = [call, first];
  for (let hops = 0; hops < MOST; hops++) {
    const next = nextCall(current, response, resolve);
    if (next === undefined) return response;
    [current, response] = [next, await send(next)];
  }
  return response;
}

function nextCall(
  call: PreparedCall,
  { status, headers }: DecodedResponse,
  resolve: Resolve,
): PreparedCall | undefined {
  const { method, host, path } = call.outgoing;
  const { location } = headers;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (!REDIRECT.has(status) || typeof location !== 'string') return undefined;
  const base = `https://${host}${path}`;
  if (!URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  const destination = destinationOf(url, resolve);
  if (destination === undefined) return undefined;
  return {
    ...call,
    outgoing: { method, host: destination.host, path: destination.pathname },
    destination,
    query: destination.search,
    headers: pairs(call.headers)
      .filter(([name]) => KEPT.has(name.toLowerCase()))
      .flat(),
  };
}

/** A Twilio host as always; any other one over https; plain http never. */
function destinationOf(url: URL, resolve: Resolve): Destination | undefined {
  try {
    return resolve(url.href);
  } catch {
    const { protocol, origin, host, pathname, search } = url;
    if (protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
    return { origin, host, pathname, search, prefix: '' };
  }
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, at) =>
    at % 2 === 0 ? [[name, flat[at + 1]!] as [string, string]] : [],
  );
}
