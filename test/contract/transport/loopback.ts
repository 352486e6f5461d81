import { afterEach, beforeEach } from 'vitest';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { basic, TestCredential } from '#test/support/test-credential.js';
import type {
  SdkRequest,
  SdkResponse,
} from '../../../libs/twilio-auth/src/core/transport/calls/sdk-contract.js';
import type {
  Transport,
  TransportOptions,
} from '../../../libs/twilio-auth/src/core/transport/transport.js';
import {
  authStrategyOf,
  type WireCredential,
} from '../../../libs/twilio-auth/src/core/transport/calls/wire-credential.js';

export const SECRET = 'the-secret-of-the-key';
export const AUTHORIZATION = basic('SKkey', SECRET);

/** A server with a credential for it, new for each test of a file that calls {@link useLoopback}. */
export interface Loopback {
  readonly server: RecordingServer;
  readonly credential: TestCredential;
  /** A transport whose `apiBaseUrl` is the server; closed after the test. */
  open(options?: Partial<TransportOptions>): Transport;
}

export function useLoopback(): Loopback {
  let server: RecordingServer;
  let credential: TestCredential;
  const transports: Transport[] = [];
  beforeEach(async () => {
    server = await startRecordingServer();
    credential = new TestCredential(AUTHORIZATION);
  });
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close(0)));
    await server.close();
  });
  return {
    get server() {
      return server;
    },
    get credential() {
      return credential;
    },
    open: (options = {}) => {
      const transport = openTransport({ apiBaseUrl: server.origin, ...options });
      transports.push(transport);
      return transport;
    },
  };
}

/** Makes a request as an SDK client would. */
export function request(
  transport: Transport,
  credential: WireCredential | undefined,
  opts: Partial<SdkRequest> = {},
): Promise<SdkResponse> {
  return transport.httpClient().request({
    method: 'get',
    uri: 'https://api.twilio.com/2010-04-01/Accounts.json',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    ...(credential && { authStrategy: authStrategyOf(credential) }),
    ...opts,
  });
}
