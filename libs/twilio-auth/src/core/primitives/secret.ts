import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

/** What a {@link Secret} shows wherever a value is printed. */
export const REDACTED = '[secret]';

/**
 * A value that can be used but not seen.
 *
 * Template strings, `JSON.stringify`, `util.inspect` at any depth and `structuredClone` show
 * `[secret]` or nothing. Only {@link Secret.reveal} returns the value: call it where a credential
 * is sent, and nowhere else.
 *
 * @example
 * const secret = new Secret('s3cret-value');
 * console.log(`${secret}`); // [secret]
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Never put it into a message, a property or a log. */
  reveal(): string {
    return this.#value;
  }

  /** Whether both hold the same value, compared in constant time. */
  equals(other: Secret): boolean {
    return timingSafeEqual(digest(this.#value), digest(other.#value));
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
