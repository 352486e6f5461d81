import { TwilioAuthConfigError, type ConfigProblem } from '../errors/config.error.js';
import { didYouMean } from '../primitives/closest-to.js';
import { isObject } from '../primitives/is-object.js';
import { foundType } from './found-text.js';

/** Collects everything that is wrong, so that one start shows it all. */
export class Problems {
  readonly #found: ConfigProblem[] = [];

  add(problem: ConfigProblem): void {
    this.#found.push(problem);
  }

  addAll(problems: Iterable<ConfigProblem>): void {
    this.#found.push(...problems);
  }

  get found(): readonly ConfigProblem[] {
    return this.#found;
  }

  /** @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` when there is any problem. */
  throwIfAny(account?: string): void {
    if (this.#found.length > 0) throw new TwilioAuthConfigError(this.#found, account);
  }
}

/** The value if it is an object; anything else is a problem. */
export function objectAt(value: unknown, path: string, problems: Problems): object | undefined {
  if (isObject(value)) return value;
  problems.add({
    path,
    expected: `expected an object${foundType(value)}`,
    remedy: 'Correct the type.',
  });
  return undefined;
}

/**
 * Options that nothing reads. TypeScript finds them in literals; configuration that was loaded
 * from somewhere needs this: a misspelt `webook` must not leave webhooks unverified.
 */
export function unknownOptions(
  values: object,
  known: readonly string[],
  path: string,
): ConfigProblem[] {
  return Object.keys(values)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      expected: 'this option does not exist',
      remedy:
        MOVED[key] ??
        `${didYouMean(key, known)}Remove it or correct its name; known options: ${known.join(', ')}.`,
    }));
}

/** Options of other Twilio modules and of the SDK, and how they are written here. */
const MOVED: Readonly<Record<string, string>> = {
  authToken: "Write auth: { method: 'auth-token', authToken: '…' }.",
  apiKey: "Write auth: { method: 'api-key', keySid: 'SK…', keySecret: '…' }.",
  apiKeySid: "Write auth: { method: 'api-key', keySid: 'SK…', keySecret: '…' }.",
  apiSecret: "Write auth: { method: 'api-key', keySid: 'SK…', keySecret: '…' }.",
  apiKeySecret: "Write auth: { method: 'api-key', keySid: 'SK…', keySecret: '…' }.",
  clientId: "Write auth: { method: 'oauth', clientId: 'OQ…', clientSecret: '…' }.",
  clientSecret: "Write auth: { method: 'oauth', clientId: 'OQ…', clientSecret: '…' }.",
};
