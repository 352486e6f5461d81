import 'reflect-metadata';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import type { Twilio as SdkClient } from 'twilio';
import { Agent as UndiciAgent } from 'undici';

const accountSid = `AC${'a'.repeat(32)}`;
const keySid = `SK${'b'.repeat(32)}`;
const keySecret = 'key-secret-0123456789abcdef01234';

const message = { to: '+15558675310', from: '+15557122661', body: 'Hello there' };

/** One way to make the same API calls to the same server. */
export interface Contender {
  /** Creates a message as applications do. */
  call(): Promise<unknown>;
  /** Makes the same request without the SDK's objects for it. */
  request(): Promise<unknown>;
  end(): Promise<void>;
}

function contender(client: SdkClient, end: () => Promise<void>): Contender {
  const uri = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const data = { To: message.to, From: message.from, Body: message.body };
  return {
    call: () => client.messages.create(message),
    request: () => client.request({ method: 'post', uri, data }),
    end,
  };
}

/** Our module in a Nest application. */
export async function ours(apiBaseUrl: string): Promise<Contender> {
  const { client, end } = await startClient(apiBaseUrl);
  return contender(client, end);
}

/** The client of such an application, and how to end it. */
export async function startClient(
  apiBaseUrl: string,
): Promise<{ readonly client: TwilioClient; readonly end: () => Promise<void> }> {
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
  return contender(client, async () => axios.defaults.httpAgent.destroy());
}

/** undici alone: the same request with one header, and its answer parsed. */
export function bareUndici(origin: string): Contender {
  const agent = new UndiciAgent({ connections: 20 });
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const headers = {
    authorization: `Basic ${Buffer.from(`${keySid}:${keySecret}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const request = async (): Promise<unknown> => {
    const body = new URLSearchParams({ To: message.to, From: message.from, Body: message.body });
    const answer = await agent.request({
      origin,
      method: 'POST',
      path,
      headers,
      body: String(body),
    });
    return JSON.parse(await answer.body.text());
  };
  return { call: request, request, end: () => agent.close() };
}
