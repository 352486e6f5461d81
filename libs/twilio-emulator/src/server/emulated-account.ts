import type { Account, TestCredentials } from '../state/account.js';
import type { KeyType } from '../state/api-key.js';
import type { EmulatorState } from '../state/emulator-state.js';
import { isOpen } from '../state/verification.js';
import { EmulatedOAuthApp } from './emulated-oauth-app.js';

/** An API key of an emulated account. */
export interface EmulatedApiKey {
  readonly sid: string;
  readonly secret: string;
  readonly type: KeyType;
}

/** An account of the emulator and its current credentials, secrets included. */
export class EmulatedAccount {
  readonly sid: string;
  readonly #state: EmulatorState;

  constructor(state: EmulatorState, { sid }: Pick<Account, 'sid'>) {
    this.sid = sid;
    this.#state = state;
  }

  /** Looked up each time, since a reset creates it anew. */
  get #account(): Account {
    return this.#state.account(this.sid) ?? missing('account', this.sid);
  }

  /** The primary Auth Token as it is now: promotion changes it. */
  get authToken(): string {
    return this.#account.authTokens.get('us1')?.primary ?? missing('Auth Token', this.sid);
  }

  get secondaryAuthToken(): string | undefined {
    return this.#account.authTokens.get('us1')?.secondary;
  }

  /** The first key of each type. Throws for a type that the seed does not have. */
  get apiKeys(): Readonly<Record<KeyType, EmulatedApiKey>> {
    const first = (type: KeyType): EmulatedApiKey =>
      this.keyOfType(type) ?? missing(`${type} API key`, this.sid);
    return {
      get main() {
        return first('main');
      },
      get standard() {
        return first('standard');
      },
      get restricted() {
        return first('restricted');
      },
    };
  }

  /** @internal */
  keyOfType(type: KeyType): EmulatedApiKey | undefined {
    const key = this.#state.keysOf(this.#account).find((item) => item.type === type);
    return key && { sid: key.sid, secret: key.secret, type };
  }

  /** The first OAuth app. */
  get oauthApp(): EmulatedOAuthApp {
    const app = this.#state.oauthAppsOf(this.#account)[0];
    return app === undefined
      ? missing('OAuth app', this.sid)
      : new EmulatedOAuthApp(this.#state, app);
  }

  get testCredentials(): TestCredentials {
    return this.#account.testCredentials ?? missing('test credentials', this.sid);
  }

  /** The first number that the account owns. */
  get phoneNumber(): string {
    const [number] = this.#account.phoneNumbers.values();
    return number?.phoneNumber ?? missing('phone number', this.sid);
  }

  /**
   * The code that was sent to this number or address last, as long as it can be entered; a test
   * reads it where a person reads a message.
   */
  verificationCode(to: string): string | undefined {
    return [...this.#account.verifyServices.values()]
      .flatMap(({ verifications }) => [...verifications.values()])
      .findLast((one) => one.to === to && isOpen(one, this.#state.clock.now()))?.code;
  }

  get subaccounts(): readonly EmulatedAccount[] {
    return this.#state
      .subaccountsOf(this.#account)
      .map((account) => new EmulatedAccount(this.#state, account));
  }
}

function missing(what: string, sid: string): never {
  throw new Error(`The seed gives ${sid} no ${what}.`);
}
