import { readBasic } from '../auth/basic.js';
import type { CredentialKind } from '../auth/credential.js';
import { TOKEN_PATH } from '../protocol/host.js';
import { isSid } from '../protocol/sid.js';
import type { Parameters } from '../protocol/parameters.js';

/** One request as the emulator saw it. No secret is ever in it. */
export interface LoggedRequest {
  readonly method: string;
  /** The `Host` header: the original Twilio host when the client sends it. */
  readonly host: string;
  /** Path without the query. */
  readonly path: string;
  /** The status answered; `undefined` while under way, and for a connection that was cut. */
  status: number | undefined;
  credential: { kind: CredentialKind; sid: string | undefined };
  /** The account acted on, once the caller is authorized. */
  account: string | undefined;
  /** The permission that a restricted key or an OAuth app needs for it, where that is known. */
  permission: string | undefined;
  /** Query and form parameters by name; a repeated name holds a list. Secrets show `[secret]`. */
  params: Readonly<Record<string, string | readonly string[]>>;
  /** Names of parameters that Twilio does not know; they have no effect. */
  ignored: readonly string[];
}

/**
 * The requests so far, oldest first: an array to assert on. It keeps at least the last `limit`
 * requests; the counters keep counting.
 *
 * @example
 * expect(emulator.requests.tokenRequests).toBe(1);
 * expect(emulator.requests.at(-1)).toMatchObject({ method: 'POST', status: 201 });
 */
export class RequestLog extends Array<LoggedRequest> {
  /** So that `filter()` and `map()` give plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  readonly #limit: number;
  #total = 0;
  #tokenRequests = 0;

  constructor(limit = 10_000) {
    super();
    this.#limit = limit;
  }

  /** All requests since the start or the last `clear()`. */
  get total(): number {
    return this.#total;
  }

  /** Requests for an OAuth token since the start or the last `clear()`. */
  get tokenRequests(): number {
    return this.#tokenRequests;
  }

  /** @internal */
  add(request: LoggedRequest): LoggedRequest {
    this.#total += 1;
    if (request.path === TOKEN_PATH) this.#tokenRequests += 1;
    super.push(request);
    // To drop one entry for each request would move all the others every time.
    if (this.length >= this.#limit * 1.1) this.splice(0, this.length - this.#limit);
    return request;
  }

  /** Forgets everything, counters included. */
  clear(): void {
    this.length = 0;
    this.#total = 0;
    this.#tokenRequests = 0;
  }
}

const SECRET_NAMES =
  /secret|password|^code$|^code_verifier$|^refresh_token$|^access_token$|authtoken/i;

/** Parameters for the log: the values of secret ones are replaced. */
export function loggableParams(
  ...sources: readonly Parameters[]
): Record<string, string | readonly string[]> {
  const params = Object.create(null) as Record<string, string | string[]>;
  for (const source of sources) {
    for (const [name, value] of source.entries()) {
      const shown = SECRET_NAMES.test(name) ? '[secret]' : value;
      const known = params[name];
      if (known === undefined) params[name] = shown;
      else if (Array.isArray(known)) known.push(shown);
      else params[name] = [known, shown];
    }
  }
  return params;
}

/** What an Authorization header claims, before anything is checked. Only a SID is taken from it. */
export function claimedCredential(authorization: string | undefined): {
  kind: CredentialKind;
  sid: string | undefined;
} {
  if (authorization === undefined || authorization === '') return { kind: 'none', sid: undefined };
  if (/^bearer /i.test(authorization)) return { kind: 'oauth', sid: undefined };
  const username = readBasic(authorization)?.username ?? '';
  if (isSid('SK', username)) return { kind: 'api-key', sid: username };
  if (isSid('AC', username)) return { kind: 'auth-token', sid: username };
  return { kind: 'unknown', sid: undefined };
}
