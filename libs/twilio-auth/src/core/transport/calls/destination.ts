import { isIP } from 'node:net';
import { TwilioAuthConfigError } from '../../errors/config.error.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';
import { requestRefused } from '../answers/failures.js';

/** Where one request goes. */
export interface Destination {
  /** What the connection is opened to. */
  readonly origin: string;
  /** The host that was asked for, sent as `Host` whatever the origin. */
  readonly host: string;
  /** Path without query, as it was asked for. */
  readonly pathname: string;
  /** Query with its `?`, or empty. */
  readonly search: string;
  /** Path prefix of the base URL, or empty. */
  readonly prefix: string;
  /** Name that the server's certificate must have, where it is not the `Host`. */
  readonly servername?: string;
}

/** Where a request goes; throws for a host that must not get it. */
export type Resolve = (uri: string) => Destination;

/**
 * Requests may go to `https://*.twilio.com` on its default port, or to `apiBaseUrl`, and nowhere
 * else: the SDK uses the paging links of an answer and `client.request({ uri })` verbatim
 * (test/contract/sdk-paging-links.spec.ts), so any other rule would give the credential to
 * whoever writes the link.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for a base URL that is none.
 */
export function createResolver(apiBaseUrl?: string): Resolve {
  const rewrite = apiBaseUrl === undefined ? undefined : rewriteTo(parseBaseUrl(apiBaseUrl));
  return (uri) => {
    const url = parse(uri);
    const { origin, host, pathname, search } = url;
    const isForTwilio = isTwilio(url);
    if (!isForTwilio && origin !== rewrite?.origin) {
      throw requestRefused(
        'host-refused',
        `${host} is not https://*.twilio.com on the default port, and a Twilio credential is not sent to any other host.`,
      );
    }
    if (url.username !== '' || url.password !== '') {
      throw requestRefused('per-call-credentials', 'The URL has a user name or password.');
    }
    const destination = { origin, host, pathname, search, prefix: '' };
    return isForTwilio ? { ...destination, ...rewrite } : destination;
  };
}

function parseBaseUrl(value: string): URL {
  if (URL.canParse(value)) return new URL(value);
  throw new TwilioAuthConfigError([
    {
      path: 'apiBaseUrl',
      // It may contain a password, so it is not quoted.
      expected: 'an absolute URL such as http://host:8080',
      remedy: 'Correct it, or remove it.',
    },
  ]);
}

function rewriteTo(base: URL): Pick<Destination, 'origin' | 'prefix' | 'servername'> {
  const named = base.protocol === 'https:' && isIP(base.hostname.replaceAll(/[[\]]/g, '')) === 0;
  return {
    origin: base.origin,
    prefix: base.pathname.replace(/\/+$/, ''),
    ...withoutUndefined({ servername: named ? base.hostname : undefined }),
  };
}

function isTwilio(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.twilio.com');
}

function parse(uri: string): URL {
  try {
    return new URL(uri);
  } catch {
    throw requestRefused('invalid-url', 'The request has no valid absolute URL.');
  }
}
