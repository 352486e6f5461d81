import { readFile } from 'node:fs/promises';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { SecretInput } from './auth-options.js';
import { clean } from './clean.js';
import { formsOf, type VariableName } from './env-variables.js';
import { SecretFileError } from './resolve-secret.js';

/** Environment variables as the process, a `.env` file or a test gives them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of this process. */
export function processVariables(): Variables {
  return process.env;
}

/** Environment variables, cleaned, under any of the names that each may have. */
export class Env {
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** The value, or `undefined` when it is unset or empty. */
  get(name: VariableName): string | undefined {
    return this.#read(this.variableOf(name));
  }

  /** Whether the variable is set, under whichever of its names. */
  has(name: VariableName): boolean {
    return this.namesSet(name).length > 0;
  }

  /** The names under which it is set: with more than one, it is not clear which is meant. */
  namesSet(name: VariableName): readonly string[] {
    return formsOf(name).filter((form) => this.#read(form) !== undefined);
  }

  /** The name under which it is set, for messages: `NAME`, an alias, or `NAME_FILE`. */
  variableOf(name: VariableName): string {
    return this.namesSet(name)[0] ?? name;
  }

  /** The same for several of them, by option path. */
  variablesOf(names: Readonly<Record<string, VariableName>>): Readonly<Record<string, string>> {
    const entries = Object.entries(names);
    return Object.fromEntries(entries.map(([path, name]) => [path, this.variableOf(name)]));
  }

  /** Whether it is set as the path of a file that holds the value. */
  isFile(name: VariableName): boolean {
    return this.has(name) && this.variableOf(name).endsWith('_FILE');
  }

  /** A secret as a function, so that no configuration object ever holds the string. */
  secret(name: VariableName): SecretInput | undefined {
    const form = this.variableOf(name);
    const value = this.#read(form);
    if (value === undefined) return undefined;
    return form.endsWith('_FILE') ? secretFile(value) : () => value;
  }

  #read(form: string): string | undefined {
    // Not inherited: `process.env` has the prototype of any object.
    const value = Object.hasOwn(this.#variables, form) ? this.#variables[form] : undefined;
    return value === undefined ? undefined : clean(value);
  }
}

/**
 * Reads a mounted secret each time it is called, so that a rotated file is seen. Opening by
 * path follows the symlink that Kubernetes swaps on rotation.
 */
function secretFile(path: string): () => Promise<string> {
  return async () => {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      throw new SecretFileError(path, (error as { code: string }).code);
    }
  };
}

/** Network settings that every HTTP client is expected to honour. */
export interface NetworkEnv {
  readonly httpsProxy?: string;
  readonly httpProxy?: string;
  readonly noProxy?: string;
  /** Path of the PEM file that `TWILIO_CA_BUNDLE` names. */
  readonly caBundlePath?: string;
}

/** Reads the proxy variables in either case, and the SDK's TWILIO_CA_BUNDLE. */
export function readNetworkEnv(env: Env): NetworkEnv {
  const settings = withoutUndefined({
    httpsProxy: env.get('HTTPS_PROXY'),
    httpProxy: env.get('HTTP_PROXY'),
    noProxy: env.get('NO_PROXY'),
    caBundlePath: env.get('TWILIO_CA_BUNDLE'),
  });
  return own(settings);
}
