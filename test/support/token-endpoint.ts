import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach } from 'vitest';

/** The answer to one request: as data, or a function that writes the response itself. */
export type TokenAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A string or buffer goes out as it is, anything else as JSON. */
      readonly body?: unknown;
    }
  | ((response: ServerResponse, request: RecordedTokenRequest) => unknown);

/** One request as it arrived. */
export interface RecordedTokenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

/**
 * A token endpoint on the loopback interface, on another port for each test of a spec. Without a
 * script it grants `token-1`, `token-2` and so on, each for an hour.
 */
export function useTokenEndpoint(): TokenEndpoint {
  const endpoint = new TokenEndpoint();
  beforeEach(() => endpoint.start());
  afterEach(() => endpoint.close());
  return endpoint;
}

class TokenEndpoint {
  readonly requests: RecordedTokenRequest[] = [];
  readonly #script: TokenAnswer[] = [];
  #server: Server = createServer();
  #always: TokenAnswer | undefined;
  #granted = 0;

  async start(): Promise<void> {
    this.requests.length = 0;
    this.#script.length = 0;
    this.#always = undefined;
    this.#granted = 0;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  /** `http://127.0.0.1:<port>` */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers the next requests, one each. */
  next(...answers: readonly TokenAnswer[]): this {
    this.#script.push(...answers);
    return this;
  }

  /** Answers every request that `next()` leaves unanswered. */
  always(answer: TokenAnswer | undefined): this {
    this.#always = answer;
    return this;
  }

  /** What the endpoint answers when it grants a token, with these changes. */
  grant(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    this.#granted += 1;
    return {
      access_token: `token-${this.#granted}`,
      id_token: null,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: null,
      ...changes,
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<unknown>((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const recorded = { method, path: url, headers, form: new URLSearchParams(await text(request)) };
    this.requests.push(recorded);
    const answer = this.#script.shift() ?? this.#always ?? { body: this.grant() };
    if (typeof answer === 'function') {
      await answer(response, recorded);
      return;
    }
    const { status = 200, headers: extra = {}, body = '' } = answer;
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    response.writeHead(status, {
      ...(raw ? {} : { 'content-type': 'application/json' }),
      ...extra,
    });
    response.end(raw ? body : JSON.stringify(body));
  }
}
