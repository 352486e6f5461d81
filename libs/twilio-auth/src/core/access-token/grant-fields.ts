import { isObject } from '../primitives/is-object.js';
import type { AccessTokenProblem, Reject } from './invalid-access-token.js';

const SID = /^[A-Z]{2}[0-9a-fA-F]{32}$/;

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

  /** The SID of a resource; a SID of another kind is a mistake that shows only at the client. */
  sid(field: string, prefix: string, otherwise?: string): string | undefined {
    const value = this.#own(field);
    if (value === undefined) return undefined;
    if (value === otherwise) return otherwise;
    const isValid = typeof value === 'string' && SID.test(value) && value.startsWith(prefix);
    if (isValid) return value;
    const also = otherwise === undefined ? '' : `, or '${otherwise}'`;
    return this.reject(field, `must be ${prefix} and 32 hexadecimal digits${also}`);
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

  /** The grant itself, as Twilio's API answered with it. */
  asJson(): unknown {
    if (isObject(this.#own('grant'))) {
      return this.fail(
        'must be the grant object itself: the `grant` of the playback grant resource',
      );
    }
    const copy = jsonCopy(this.#fields);
    const isFilled = isObject(copy) && Object.keys(copy).length > 0;
    return isFilled ? copy : this.fail('must be an object of plain JSON data that is not empty');
  }

  /** Rejects the grant as a whole. */
  fail(limit: string): never {
    return this.#reject(grantProblem(this.#path, limit));
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
  }
  return undefined;
}
