import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a script says to one request: an answer as data, or a function that does what it likes. */
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
 * A token endpoint on the loopback interface that a test scripts. Without a script it grants
 * `token-1`, `token-2` and so on, each for an hour.
 */
export class TokenEndpoint {
  readonly requests: RecordedTokenRequest[] = [];
  readonly #server: Server;
  readonly #script: TokenAnswer[] = [];
  #always: TokenAnswer | undefined;
  #granted = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<TokenEndpoint> {
    const endpoint = new TokenEndpoint();
    await new Promise<void>((resolve) => endpoint.#server.listen(0, '127.0.0.1', resolve));
    return endpoint;
  }

  /** `http://127.0.0.1:<port>` */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers the next requests, one each; then the standing answer again. */
  next(...answers: readonly TokenAnswer[]): this {
    this.#script.push(...answers);
    return this;
  }

  /** Answers every request that the script does not. */
  always(answer: TokenAnswer | undefined): this {
    this.#always = answer;
    return this;
  }

  /** The answer of a good day, with changes. */
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
