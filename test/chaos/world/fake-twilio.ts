import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { jwt } from './jwt.js';

/** One request, as a fault sees it. */
export interface Exchange {
  readonly response: ServerResponse;
  /** How many of its kind came before it. */
  readonly index: number;
  /** Whether the same request came before. */
  readonly isRepeated: boolean;
  /** Does what the request asks for, without an answer. */
  process(): void;
}

/** Answers a request, or leaves it open, and returns `true`; `false` leaves it to the server. */
export type Answerer = (exchange: Exchange) => boolean;

/** What an application authenticates with. */
export const CREDENTIALS = {
  accountSid: `AC${'a'.repeat(32)}`,
  clientId: `OQ${'b'.repeat(32)}`,
  clientSecret: 'client-secret-0123456789-abcdefghijklmnopqrstuvwxyz',
  keySid: `SK${'c'.repeat(32)}`,
  keySecret: 'key-secret-0123456789abcdef01234',
} as const;

/** Twilio's token endpoint and its API on one loopback port, with counters and faults. */
export class FakeTwilio {
  tokenRequests = 0;
  /** POSTs that met a fault after which they cannot succeed, or not without a duplicate. */
  lost = 0;
  tokenLifetimeSeconds = 3600;
  tokenFault: Answerer | undefined;
  apiFault: Answerer | undefined;
  readonly #processed = new Map<string, number>();
  readonly #seen = new Set<string>();
  readonly #tokens = new Set<string>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #scheme: string;
  #secret: string = CREDENTIALS.clientSecret;
  #apiRequests = 0;

  private constructor(tls: { cert: string; key: string } | undefined) {
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      void this.#serve(request, response);
    };
    this.#scheme = tls === undefined ? 'http' : 'https';
    this.#server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
    this.#server.keepAliveTimeout = 60_000;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
    });
  }

  static async start(tls?: { cert: string; key: string }): Promise<FakeTwilio> {
    const twilio = new FakeTwilio(tls);
    await new Promise<void>((resolve) => twilio.#server.listen(0, '127.0.0.1', resolve));
    return twilio;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}`;
  }

  get duplicates(): number {
    return [...this.#processed.values()].reduce((sum, times) => sum + times - 1, 0);
  }

  /** From now on only this client secret works, and no token that was granted before. */
  revoke(secret: string): void {
    this.#secret = secret;
    this.#tokens.clear();
  }

  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.dropConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    if (request.url === '/v2/token') this.#grant(form, response);
    else this.#answer(request, form, response);
  }

  #grant(form: URLSearchParams, response: ServerResponse): void {
    const index = this.tokenRequests++;
    const exchange = { response, index, isRepeated: false, process: () => undefined };
    if (this.tokenFault?.(exchange)) return;
    if (form.get('client_secret') !== this.#secret) {
      json(response, 401, { code: 20003, message: 'Authenticate', status: 401 });
      return;
    }
    const token = jwt(index, this.tokenLifetimeSeconds);
    this.#tokens.add(token);
    json(response, 200, { access_token: token, expires_in: this.tokenLifetimeSeconds });
  }

  #answer(request: IncomingMessage, form: URLSearchParams, response: ServerResponse): void {
    const { authorization = '' } = request.headers;
    const bearer = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (bearer !== undefined && !this.#tokens.has(bearer)) {
      json(response, 401, { code: 20003, message: 'Authenticate', status: 401 });
      return;
    }
    const id = form.get('Body') ?? '';
    const process = (): void => void this.#processed.set(id, (this.#processed.get(id) ?? 0) + 1);
    const isRepeated = this.#seen.has(id);
    this.#seen.add(id);
    const index = this.#apiRequests++;
    if (this.apiFault?.({ response, index, isRepeated, process })) return;
    process();
    json(response, 201, { sid: `SM${'1'.repeat(32)}`, status: 'queued' });
  }
}

export function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
