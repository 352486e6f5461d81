import 'reflect-metadata';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import type { Twilio as SdkClient } from 'twilio';

const accountSid = `AC${'a'.repeat(32)}`;
const keySid = `SK${'b'.repeat(32)}`;
const keySecret = 'key-secret-0123456789abcdef01234';

/** One way to make the same API calls to the same server. */
export interface Contender {
  readonly client: Pick<SdkClient, 'messages'>;
  end(): Promise<void>;
}

/** Our module in a Nest application. */
export async function ours(apiBaseUrl: string): Promise<Contender> {
  // Benches run in production mode, where a base URL of one's own is refused.
  process.env['NODE_ENV'] = 'test';
  const auth = { method: 'api-key', keySid, keySecret } as const;
  const module = TwilioAuthModule.forRoot({ accountSid, auth, apiBaseUrl });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  return { client: app.get<TwilioClient>(TwilioClient), end: () => app.close() };
}

/** The SDK with its own HTTP client, which over plain HTTP gets the agent it has for HTTPS. */
export function sdk(origin: string): Contender {
  // In ESM the named exports of `twilio` throw at load, so the peer is required.
  const twilio = createRequire(import.meta.url)('twilio') as typeof import('twilio');
  const client = new twilio.Twilio(keySid, keySecret, { accountSid });
  client.api.baseUrl = origin;
  const { axios } = client.httpClient as unknown as {
    axios: { defaults: { httpAgent: Agent; httpsAgent: Agent } };
  };
  const { maxSockets, maxFreeSockets, maxTotalSockets } = axios.defaults.httpsAgent;
  const limits = { maxSockets, maxFreeSockets, maxTotalSockets };
  axios.defaults.httpAgent = new Agent({ keepAlive: true, ...limits });
  return { client, end: async () => axios.defaults.httpAgent.destroy() };
}
