import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** Where one request goes. */
export interface Destination {
  /** What the connection is opened to. */
  readonly origin: string;
  /** The host that was asked for, sent as `Host` whatever the origin. */
  readonly host: string;
  /** Path without query. */
  readonly pathname: string;
  /** Query with its `?`, or empty. */
  readonly search: string;
  /** Path prefix of the base URL, or empty. */
  readonly prefix: string;
}

/** Finds out where a request may go, and refuses every other place. */
export type Resolve = (uri: string) => Destination;

/**
 * Requests may go to `https://*.twilio.com` on its default port, or to `apiBaseUrl`, and nowhere
 * else: the SDK follows the paging links of an answer and `client.request({ uri })` verbatim
 * (test/contract/sdk-paging-links.spec.ts), so any other rule would hand the credential to
 * whoever writes the link.
 */
export function createResolver(apiBaseUrl?: string): Resolve {
  const base = apiBaseUrl === undefined ? undefined : new URL(apiBaseUrl);
  const prefix = base === undefined ? '' : base.pathname.replace(/\/+$/, '');
  return (uri) => {
    const url = parse(uri);
    if (url.username !== '' || url.password !== '') {
      throw refused(url.host, 'the URL carries a user name or password of its own');
    }
    const { host, pathname, search } = url;
    if (isTwilio(url)) {
      return { origin: base?.origin ?? url.origin, host, pathname, search, prefix };
    }
    if (base !== undefined && url.origin === base.origin) {
      return { origin: base.origin, host, pathname, search, prefix: '' };
    }
    throw refused(url.host, 'it is not https://*.twilio.com on the default port');
  };
}

function isTwilio(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.twilio.com');
}

function parse(uri: string): URL {
  try {
    return new URL(uri);
  } catch {
    throw new TwilioAuthError('TWILIO_AUTH_CONNECTION_FAILED', 'The request has no valid URL.', {
      reason: 'invalid-url',
    });
  }
}

function refused(host: string, why: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_CONNECTION_FAILED',
    `No request was sent to ${host}: ${why}. A Twilio credential never goes there.`,
    { reason: 'host-refused' },
  );
}
