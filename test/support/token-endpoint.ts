import { afterEach, beforeEach } from 'vitest';
import { startRecordingServer, writeAnswer } from './recording-server.js';
import type { Answer, Recorded, RecordingServer } from './recording-server.js';

/** A request whose answer the test gives when it is ready to. */
export interface HeldRequest {
  readonly arrived: Promise<void>;
  /** Grants a token unless another answer is given. */
  answer(answer?: Answer): void;
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
  /** Lifetime of the tokens that it grants, in seconds. */
  expiresIn = 3600;
  #server: RecordingServer | undefined;
  #script: Answer[] = [];
  #always: Answer | undefined;
  #granted = 0;

  async start(): Promise<void> {
    this.expiresIn = 3600;
    this.#script = [];
    this.#always = undefined;
    this.#granted = 0;
    this.#server = await startRecordingServer();
    this.#server.answer((request, response) => {
      const answer = this.#script.shift() ?? this.#always ?? { body: this.grant() };
      writeAnswer(answer, request, response);
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  /** `http://127.0.0.1:<port>` */
  get origin(): string {
    return this.#running.origin;
  }

  get requests(): readonly Recorded[] {
    return this.#running.requests;
  }

  /** Resolves once this many requests have arrived. */
  received(count: number): Promise<void> {
    return this.#running.received(count);
  }

  /** Answers the next requests, one each. */
  next(...answers: readonly Answer[]): this {
    this.#script.push(...answers);
    return this;
  }

  /** Keeps the next request waiting until the test answers it. */
  hold(): HeldRequest {
    let arrive = (): void => undefined;
    let answer: HeldRequest['answer'] = () => {
      throw new Error('There is no request to answer yet.');
    };
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    this.next((request, response) => {
      answer = (given = { body: this.grant() }) => writeAnswer(given, request, response);
      arrive();
    });
    return { arrived, answer: (given) => answer(given) };
  }

  /** Answers every request that `next()` leaves unanswered. */
  always(answer: Answer | undefined): this {
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
      expires_in: this.expiresIn,
      refresh_token: null,
      ...changes,
    };
  }

  get #running(): RecordingServer {
    if (this.#server === undefined) throw new Error('The token endpoint runs during tests only.');
    return this.#server;
  }
}
