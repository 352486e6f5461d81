import 'reflect-metadata';
import { createRequire } from 'node:module';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import type { RequestClient as SdkRequestClient, Twilio as SdkClient } from 'twilio';
import type { Kind } from '../fault-case.js';
import { CREDENTIALS, type FakeTwilio } from './fake-twilio.js';

/** An application that sends messages to the fake Twilio. */
export interface Contender {
  /** Sends a message with this text, once. */
  send(text: string): Promise<unknown>;
  end(): Promise<void>;
}

/** How an application authenticates, and what else it sets. */
export interface Setup {
  readonly method: 'oauth' | 'api-key';
  /** Ours reads the client secret from this file; the SDK's client has no such thing. */
  readonly secretFile?: string;
  readonly timeoutMs?: number;
  readonly options?: Omit<TwilioAuthModuleOptions, 'auth' | 'accountSid' | 'apiBaseUrl'>;
}

export function contender(
  kind: Kind,
  twilio: Pick<FakeTwilio, 'origin'>,
  setup: Setup,
): Promise<Contender> {
  return kind === 'ours' ? ours(twilio, setup) : Promise.resolve(sdk(twilio, setup));
}

/** Our module in a Nest application. */
async function ours(twilio: Pick<FakeTwilio, 'origin'>, setup: Setup): Promise<Contender> {
  const module = ourModule(twilio, setup);
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  return {
    send: (text) => sendWith(app.get<TwilioClient>(TwilioClient), text),
    end: () => app.close(),
  };
}

/** Our module, otherwise with its defaults. */
export function ourModule(twilio: Pick<FakeTwilio, 'origin'>, setup: Setup): DynamicModule {
  const { method, secretFile, timeoutMs, options } = setup;
  const { accountSid, clientId, clientSecret, keySid, keySecret } = CREDENTIALS;
  const common = {
    environment: 'development',
    apiBaseUrl: twilio.origin,
    ...options,
    http: { ...options?.http, ...(timeoutMs !== undefined && { timeoutMs }) },
  };
  if (secretFile !== undefined) {
    process.env['TWILIO_ACCOUNT_SID'] = accountSid;
    process.env['TWILIO_OAUTH_CLIENT_ID'] = clientId;
    process.env['TWILIO_OAUTH_CLIENT_SECRET_FILE'] = secretFile;
    return TwilioAuthModule.forRoot(common);
  }
  const auth =
    method === 'oauth'
      ? ({ method, clientId, clientSecret } as const)
      : ({ method, keySid, keySecret } as const);
  return TwilioAuthModule.forRoot({ ...common, accountSid, auth });
}

/** The SDK as its README sets it up, otherwise with its defaults. */
function sdk(twilio: Pick<FakeTwilio, 'origin'>, { method, timeoutMs }: Setup): Contender {
  // In ESM the named exports of `twilio` throw at load, so the peer is required.
  const library = createRequire(import.meta.url)('twilio') as typeof import('twilio');
  const restore = leadTo(twilio.origin, library.RequestClient);
  const { accountSid, clientId, clientSecret, keySid, keySecret } = CREDENTIALS;
  const options = { accountSid, ...(timeoutMs !== undefined && { timeout: timeoutMs }) };
  const isKey = method === 'api-key';
  const client = new library.Twilio(isKey ? keySid : '', isKey ? keySecret : '', options);
  if (!isKey) {
    const provider = new library.ClientCredentialProviderBuilder()
      .setClientId(clientId)
      .setClientSecret(clientSecret)
      .build();
    client.setCredentialProvider(provider);
    client.setAccountSid(accountSid);
  }
  return { send: async (text) => sendWith(client, text), end: async () => restore() };
}

/** One message, by either client. */
export function sendWith(client: Pick<SdkClient, 'messages'>, body: string): Promise<unknown> {
  return client.messages.create({ to: '+15558675310', from: '+15557122661', body });
}

/** The SDK has no base URL to set, and makes a client of its own for every token. */
function leadTo(origin: string, { prototype }: typeof SdkRequestClient): () => void {
  const original = prototype.request;
  prototype.request = function request(options) {
    const { pathname, search } = new URL(options.uri);
    return original.call(this, { ...options, uri: origin + pathname + search }) as never;
  };
  return () => {
    prototype.request = original;
  };
}
