import twilio from 'twilio';
import type { TwilioEmulator } from '../../src/index.js';
import { send } from './send.js';

/**
 * The real SDK, its requests sent to the emulator with the original `Host` header: what a client
 * for a test environment does.
 */
export function sdk(
  emulator: TwilioEmulator,
  username: string,
  password: string,
  accountSid = emulator.account.sid,
): twilio.Twilio {
  return twilio(username, password, { accountSid, httpClient: httpClient(emulator) as never });
}

function httpClient(emulator: TwilioEmulator): unknown {
  return {
    async request(options: {
      method: string;
      uri: string;
      username?: string;
      password?: string;
      params?: Record<string, unknown>;
      data?: Record<string, unknown>;
      headers?: Record<string, string>;
    }) {
      const url = new URL(options.uri);
      for (const [name, value] of pairs(options.params)) url.searchParams.append(name, value);
      const { status, text, json, headers } = await send(emulator, url.pathname + url.search, {
        method: options.method.toUpperCase(),
        host: url.host,
        authorization: `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`,
        ...(options.data && { form: pairs(options.data) }),
      });
      return { statusCode: status, body: text === '' ? '' : json, headers };
    },
  };
}

function pairs(data: Record<string, unknown> = {}): [string, string][] {
  return Object.entries(data).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((item): [string, string] => [name, String(item)]);
  });
}
