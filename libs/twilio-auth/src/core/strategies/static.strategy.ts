import type { Secret } from '../primitives/secret.js';
import { basicAuthorization } from './basic-authorization.js';
import type { StrategyDescription, TwilioAuthStrategy } from './strategy.js';

/** A credential that never changes: its header is made once, and only when it is first needed. */
export class StaticStrategy implements TwilioAuthStrategy {
  readonly method: string;
  readonly #username: string;
  readonly #password: Secret;
  #header: Promise<string> | undefined;

  constructor(method: string, username: string, password: Secret) {
    this.method = method;
    this.#username = username;
    this.#password = password;
  }

  authorization(): Promise<string> {
    this.#header ??= Promise.resolve(basicAuthorization(this.#username, this.#password));
    return this.#header;
  }

  describe(): StrategyDescription {
    return { method: this.method, identifier: this.#username };
  }
}
