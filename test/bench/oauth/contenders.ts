import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import type { RequestClient as SdkRequestClient, Twilio as SdkClient } from 'twilio';
import type { Loopback } from './loopback.js';

const accountSid = `AC${'a'.repeat(32)}`;
const clientId = `OQ${'b'.repeat(32)}`;
const clientSecret = 'client-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKL';

/** One way to make an OAuth-authenticated API call: the same read, from the same server. */
export interface Contender {
  call(): Promise<unknown>;
  end(): Promise<void>;
}

/** Our module in a Nest application, as the README sets it up. */
export async function ours({ origin, caFile }: Loopback): Promise<Contender> {
  // Benches run in production mode, where a base URL of one's own is refused.
  process.env['NODE_ENV'] = 'test';
  const options = {
    accountSid,
    auth: { method: 'oauth', clientId, clientSecret },
    apiBaseUrl: origin,
    http: { ca: readFileSync(caFile) },
  } as const;
  const app = await NestFactory.createApplicationContext(TwilioAuthModule.forRoot(options), {
    logger: false,
  });
  const client = app.get<TwilioClient>(TwilioClient);
  return { call: () => readWith(client), end: () => app.close() };
}

/** The SDK with its own OAuth provider, as its README sets it up. */
export function sdk({ origin, caFile }: Loopback): Contender {
  process.env['TWILIO_CA_BUNDLE'] = caFile;
  // In ESM the named exports of `twilio` throw at load, so the peer is required.
  const twilio = createRequire(import.meta.url)('twilio') as typeof import('twilio');
  leadTo(origin, twilio.RequestClient);
  const provider = new twilio.ClientCredentialProviderBuilder()
    .setClientId(clientId)
    .setClientSecret(clientSecret)
    .build();
  const client = new twilio.Twilio('', '', { accountSid });
  client.setCredentialProvider(provider);
  client.setAccountSid(accountSid);
  return { call: () => readWith(client), end: async () => undefined };
}

function readWith(client: Pick<SdkClient, 'messages'>): Promise<unknown> {
  return client.messages(`SM${'1'.repeat(32)}`).fetch();
}

/** The SDK has no base URL to set, and makes a client of its own for every token. */
function leadTo(origin: string, { prototype }: typeof SdkRequestClient): void {
  const original = prototype.request;
  prototype.request = function request(options) {
    const { pathname, search } = new URL(options.uri);
    return original.call(this, { ...options, uri: origin + pathname + search }) as never;
  };
}
