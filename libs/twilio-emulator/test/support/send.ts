import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { TwilioEmulator } from '../../src/index.js';

export interface Outgoing {
  readonly method?: string;
  /** The original Twilio host; the emulator's own address unless given. */
  readonly host?: string;
  readonly authorization?: string;
  readonly form?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // Answers are read field by field in assertions.
  readonly json: Record<string, unknown>;
}

/** One request over a real socket, with a `Host` header of one's own. */
export async function send(
  emulator: Pick<TwilioEmulator, 'url'>,
  path: string,
  { method, host, authorization, form, headers, body }: Outgoing = {},
): Promise<Received> {
  const payload =
    form === undefined ? body : new URLSearchParams(form as Record<string, string>).toString();
  const { hostname, port } = new URL(emulator.url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        path,
        agent: false,
        method: method ?? (payload === undefined ? 'GET' : 'POST'),
        headers: {
          ...(host !== undefined && { host }),
          ...(authorization !== undefined && { authorization }),
          ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            json: parse(text),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** A token as an application gets it. */
export async function bearer(
  emulator: TwilioEmulator,
  app = emulator.account.oauthApp,
  scope?: string,
): Promise<string> {
  const { json } = await send(emulator, '/v2/token', {
    form: {
      grant_type: 'client_credentials',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      ...(scope !== undefined && { scope }),
    },
  });
  return `Bearer ${String(json['access_token'])}`;
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
