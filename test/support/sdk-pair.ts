import { Agent } from 'node:https';
import { connect } from 'node:tls';
import twilio from 'twilio';
import { systemClock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import { createTransport } from '../../libs/twilio-auth/src/core/transport/create-transport.js';
import type {
  Transport,
  TransportOptions,
} from '../../libs/twilio-auth/src/core/transport/transport.js';
import {
  authStrategyOf,
  type WireCredential,
} from '../../libs/twilio-auth/src/core/transport/calls/wire-credential.js';
import type { TestCertificate } from './tls-certificate.js';

export type SdkClient = ReturnType<typeof twilio>;

export const ACCOUNT_SID = `AC${'a'.repeat(32)}`;
export const KEY_SID = `SK${'b'.repeat(32)}`;
export const KEY_SECRET = 'key-secret-0123456789abcdef01234';

export interface SdkLocation {
  readonly region?: string;
  readonly edge?: string;
}

/** The SDK with its own HTTP client, whose connections to `https://*.twilio.com` go to a local server. */
export function sdkClient(
  port: number,
  { ca }: TestCertificate,
  location: SdkLocation = {},
): SdkClient {
  const client = twilio(KEY_SID, KEY_SECRET, { accountSid: ACCOUNT_SID, ...location });
  const agent = new Agent({ keepAlive: true });
  // Only the address changes; SNI and certificate are those of the host.
  agent.createConnection = (options) => {
    const { host } = options as { host: string };
    return connect({ port, host: '127.0.0.1', ca, servername: host });
  };
  axiosOf(client).defaults.httpsAgent = agent;
  return client;
}

/** The axios instance of the SDK's `httpClient`. */
export function axiosOf(client: SdkClient): {
  defaults: { httpsAgent: unknown; httpAgent: unknown };
} {
  const { httpClient } = client as unknown as { httpClient: { axios: never } };
  return httpClient.axios;
}

/** An SDK client whose requests go through our transport with this credential. */
export function clientOn(
  transport: Transport,
  credential: WireCredential,
  location: SdkLocation = {},
): SdkClient {
  const httpClient = transport.httpClient() as never;
  const client = twilio('', '', { accountSid: ACCOUNT_SID, httpClient, ...location });
  const strategy = authStrategyOf(credential);
  client.setCredentialProvider({ toAuthStrategy: () => strategy } as never);
  client.setAccountSid(ACCOUNT_SID);
  return client;
}

/** A transport with the system clock. */
export function openTransport(options: Partial<TransportOptions> = {}): Transport {
  return createTransport({ clock: systemClock, ...options });
}
