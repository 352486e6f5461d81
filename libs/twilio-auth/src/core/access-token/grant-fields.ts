import { isObject } from '../primitives/is-object.js';
import type { AccessTokenProblem, Reject } from './invalid-access-token.js';

/** The fields of one grant, each read as the type that it must have; other values are rejected. */
export class GrantFields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #reject: Reject;

  constructor(fields: Readonly<Record<string, unknown>>, path: string, reject: Reject) {
    this.#fields = fields;
    this.#path = path;
    this.#reject = reject;
  }

  /** An unknown field is usually a typo, and the client would lack a right. */
  allowOnly(known: readonly string[]): void {
    for (const field of Object.keys(this.#fields)) {
      if (known.includes(field) || this.#own(field) === undefined) continue;
      this.reject(field, 'is not a field of this grant');
    }
  }

  text(field: string): string | undefined {
    const value = this.#own(field);
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    return this.reject(field, 'must be a non-empty string');
  }

  flag(field: string): boolean | undefined {
    const value = this.#own(field);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.reject(field, 'must be true or false');
  }

  json(field: string): unknown {
    const value = this.#own(field);
    if (value === undefined) return undefined;
    const copy = isObject(value) ? jsonCopy(value) : undefined;
    return copy ?? this.reject(field, 'must be a plain object of JSON data');
  }

  /** The grant itself. */
  asJson(): unknown {
    const copy = jsonCopy(this.#fields);
    return copy ?? this.#reject(grantProblem(this.#path, 'must be plain JSON data'));
  }

  reject(field: string, limit: string): never {
    return this.#reject(grantProblem(`${this.#path}.${field}`, limit));
  }

  #own(field: string): unknown {
    return Object.hasOwn(this.#fields, field) ? this.#fields[field] : undefined;
  }
}

/** https://www.twilio.com/docs/api/errors/20106: the grants are invalid. */
export function grantProblem(field: string, limit: string): AccessTokenProblem {
  return { field, limit, twilioCode: 20106 };
}

/** A copy as JSON carries it; `undefined` where it cannot: a cycle, a bigint, a `toJSON` that throws. */
function jsonCopy(value: object): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    // The error describes the offending object, which is the caller's data.
    return undefined;
  }
}
