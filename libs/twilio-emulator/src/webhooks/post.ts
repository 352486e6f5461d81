import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isLoopbackHost } from '../protocol/host.js';

/** Where webhooks may be sent. */
export interface WebhookOptions {
  /** Connect here for every webhook, whatever its URL says: your machine behind a public URL. */
  readonly target?: string;
  /** Hosts besides this machine that may be called, e.g. another container's name. */
  readonly hosts?: readonly string[];
}

/**
 * Where to connect for a webhook. The emulator is offline: only this machine is called, unless
 * the options name more.
 * @throws {Error} if it is not a URL, or not one of a host that may be called.
 */
export function destination(url: string, options: WebhookOptions, target?: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^(?:http|ws)s?:$/.test(parsed.protocol)) {
    throw new Error('not an http, https, ws or wss URL');
  }
  const instead = target ?? options.target;
  if (instead !== undefined) return new URL(instead);
  if (!isLoopbackHost(parsed.hostname) && !(options.hosts ?? []).includes(parsed.hostname)) {
    throw new Error(
      `${parsed.hostname} is not this machine: give a webhook target, or allow the host`,
    );
  }
  return new URL(`${parsed.protocol}//${parsed.host}`);
}

/** Twilio gives up on a webhook after 15 seconds. */
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface WebhookRequest {
  /** The URL as signed: its path and query are sent unchanged. */
  readonly url: string;
  /** Where to connect. */
  readonly target: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one webhook. Redirects are not followed. */
export async function post(webhook: WebhookRequest): Promise<WebhookAnswer> {
  const { target, method, body } = webhook;
  const send = /^(?:https|wss):$/.test(target.protocol) ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        hostname: target.hostname.replace(/^\[|\]$/g, ''),
        port: target.port,
        method,
        path: target.pathname.replace(/\/$/, '') + requestTarget(webhook.url),
        headers: { host: new URL(webhook.url).host, ...webhook.headers },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        agent: false,
      },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          if (text.length < MAX_ANSWER_BYTES) text += chunk;
        });
        incoming.on('error', reject);
        incoming.on('end', () => {
          const { statusCode: status = 0, headers } = incoming;
          resolve({ status, headers, body: text });
        });
      },
    );
    outgoing.on('upgrade', ({ statusCode: status = 101, headers }, socket) => {
      socket.destroy();
      resolve({ status, headers, body: '' });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Path and query exactly as in the URL: normalising them would break the signature. */
function requestTarget(url: string): string {
  const rest = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}
