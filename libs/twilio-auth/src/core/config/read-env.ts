import { clean } from './clean.js';
import type { SecretInput } from './secret-input.js';
import { secretFile } from './secret-file.js';

/** Environment variables as the process, a `.env` file or a test gives them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of this process. */
export function processVariables(): Variables {
  return process.env;
}

/** Environment variables, cleaned. */
export class Env {
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** The value, or `undefined` when it is unset or empty. */
  get(name: string): string | undefined {
    const value = this.#variables[name];
    return value === undefined ? undefined : clean(value);
  }

  /** Whether the variable, or its `_FILE` form, is set. */
  has(name: string): boolean {
    return this.get(name) !== undefined || this.get(`${name}_FILE`) !== undefined;
  }

  /** Whether both forms are set, which leaves it open which of them counts. */
  hasBoth(name: string): boolean {
    return this.get(name) !== undefined && this.get(`${name}_FILE`) !== undefined;
  }

  /** The form that is set: `NAME` or `NAME_FILE`. */
  variableOf(name: string): string {
    return this.get(name) === undefined && this.has(name) ? `${name}_FILE` : name;
  }

  /** A secret as a function, so that no configuration object ever holds the string. */
  secret(name: string): SecretInput | undefined {
    const path = this.get(`${name}_FILE`);
    if (path !== undefined) return secretFile(path);
    return this.get(name) === undefined ? undefined : () => this.get(name) ?? '';
  }
}

/** Network settings that every HTTP client is expected to honour. */
export interface NetworkEnv {
  readonly httpsProxy?: string;
  readonly httpProxy?: string;
  readonly noProxy?: string;
  /** Path of a PEM file with extra certificate authorities. */
  readonly caBundle?: string;
}

/** Reads the proxy variables in either case, and the SDK's TWILIO_CA_BUNDLE. */
export function readNetworkEnv(env: Env): NetworkEnv {
  const either = (name: string): string | undefined => env.get(name) ?? env.get(name.toLowerCase());
  const found = {
    httpsProxy: either('HTTPS_PROXY'),
    httpProxy: either('HTTP_PROXY'),
    noProxy: either('NO_PROXY'),
    caBundle: env.get('TWILIO_CA_BUNDLE'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
