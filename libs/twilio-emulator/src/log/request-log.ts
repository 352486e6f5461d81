import { readBasic } from '../auth/basic.js';
import type { CredentialKind } from '../auth/credential.js';
import { TOKEN_PATH } from '../protocol/host.js';
import { isSid } from '../protocol/sid.js';
import type { Parameters } from '../protocol/parameters.js';
import { isSecretName, MASK } from './secrets.js';

/** Who made a request. */
export interface LoggedCredential {
  readonly kind: CredentialKind;
  readonly sid: string | undefined;
  /** What it is called, e.g. `Standard key` or `primary Auth Token`, once it is authenticated. */
  readonly name: string | undefined;
}

/** One request as the emulator saw it. No secret is ever in it. */
export interface LoggedRequest {
  /** The `Twilio-Request-Id` of its answer. */
  readonly id: string;
  /** When it came, by the emulator's clock: ISO 8601. */
  readonly at: string;
  /** Milliseconds until the answer; `undefined` while under way, and for a connection that was cut. */
  durationMs: number | undefined;
  readonly method: string;
  /** The `Host` header: the original Twilio host when the client sends it. */
  readonly host: string;
  /** Path without the query. */
  readonly path: string;
  /** The status answered; `undefined` while under way, and for a connection that was cut. */
  status: number | undefined;
  /** Twilio's error code in the answer, e.g. 20003. */
  code: number | undefined;
  credential: LoggedCredential;
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

/** Parameters for the log: the values of secret ones are replaced. */
export function loggableParams(
  ...sources: readonly Parameters[]
): Record<string, string | readonly string[]> {
  const params = Object.create(null) as Record<string, string | string[]>;
  for (const source of sources) {
    for (const [name, value] of source.entries()) {
      const shown = isSecretName(name) ? MASK : value;
      const known = params[name];
      if (known === undefined) params[name] = shown;
      else if (Array.isArray(known)) known.push(shown);
      else params[name] = [known, shown];
    }
  }
  return params;
}

/** What an Authorization header claims, before anything is checked. Only a SID is taken from it. */
export function claimedCredential(authorization: string | undefined): LoggedCredential {
  const claimed = (kind: CredentialKind, sid?: string): LoggedCredential => ({
    kind,
    sid,
    name: undefined,
  });
  if (authorization === undefined || authorization === '') return claimed('none');
  if (/^bearer /i.test(authorization)) return claimed('oauth');
  const username = readBasic(authorization)?.username ?? '';
  if (isSid('SK', username)) return claimed('api-key', username);
  if (isSid('AC', username)) return claimed('auth-token', username);
  return claimed('unknown');
}
