import { sameRestSecret, sameSecrets } from '../accounts/same-secrets.js';
import type { Account } from '../accounts/account.js';
import { toAccount } from '../accounts/to-account.js';
import { capabilityHint } from '../capabilities/capability-hint.js';
import type { CapabilityGate } from '../capabilities/capability-gate.js';
import type { AuthOptions } from '../config/auth-options.js';
import type { LoadedAccount } from '../config/loaded-account.js';
import type { Provenance } from '../config/provenance.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import { isTwilioAuthError } from '../errors/twilio-auth.error.js';
import type { TwilioAuthEventMap } from '../events/events.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type {
  ClientValidationKey,
  OutgoingRequest,
  WireCredential,
} from '../transport/wire-credential.js';
import type { LiveAccountDeps } from './live-account-deps.js';
import { Rereading } from './rereading.js';

type Trigger = TwilioAuthEventMap['credentials.rotated']['trigger'];

/**
 * An account as it stands now. Clients hold on to it for good, and rotation happens behind it:
 * one assignment swaps credential, strategy and capability together, and calls in flight finish
 * with what they started with.
 */
export class LiveAccount implements WireCredential {
  readonly account: string;
  readonly #deps: LiveAccountDeps;
  readonly #rereading: Rereading;
  #state: State;

  constructor(loaded: LoadedAccount, deps: LiveAccountDeps) {
    this.account = loaded.name;
    this.#deps = deps;
    this.#state = stateOf(loaded, deps);
    this.#rereading = new Rereading(deps.clock, () => this.#reload());
  }

  /** The credential and settings in force. Do not keep it: a rotation replaces it. */
  get snapshot(): Account {
    return this.#state.account;
  }

  get strategy(): TwilioAuthStrategy {
    return this.#state.strategy;
  }

  /** Where the configuration in force came from. */
  get provenance(): Provenance {
    return this.#state.loaded.provenance;
  }

  get clientValidation(): ClientValidationKey | undefined {
    return this.#state.clientValidation;
  }

  admit(request: OutgoingRequest): void {
    this.#deps.gate.admit(this.snapshot);
    this.#state.capability(request);
  }

  async authorization(): Promise<string> {
    if (this.#state.loaded.isRereadable) this.#rereading.inBackground();
    try {
      return await this.strategy.authorization();
    } catch (error) {
      // A refused OAuth secret may have been rotated where it came from.
      if (!isTwilioAuthError(error, 'TWILIO_AUTH_TOKEN_REFUSED')) throw error;
      if (!(await this.#reread())) throw error;
      return this.strategy.authorization();
    }
  }

  async rejected(authorization: string): Promise<boolean> {
    const { strategy } = this.#state;
    if (strategy.rejected !== undefined) {
      if (await strategy.rejected(authorization)) return true;
    } else if ((await strategy.authorization()) !== authorization) {
      return true;
    }
    return this.#reread();
  }

  hint(
    request: OutgoingRequest,
    _status: number,
    twilioCode: number | undefined,
  ): string | undefined {
    return capabilityHint(this.snapshot, request, twilioCode);
  }

  /**
   * Swaps in another credential for the same account: validated, let through by the policy,
   * accepted by the probe if one is given, then in force at once.
   */
  async rotate(
    auth: AuthOptions,
    probe?: (candidate: LiveAccount) => Promise<void>,
  ): Promise<void> {
    const loaded = await this.#state.loaded.withAuth(auth);
    if (probe !== undefined) {
      this.#deps.gate.enforce([toAccount(loaded)]);
      await probe(new LiveAccount(loaded, this.#deps));
    }
    this.#replace(loaded, 'rotate');
  }

  #reread(): Promise<boolean> {
    return this.#state.loaded.isRereadable ? this.#rereading.now() : Promise.resolve(false);
  }

  async #reload(): Promise<boolean> {
    const before = this.#state;
    const loaded = await before.loaded.reload();
    const after = toAccount(loaded);
    if (this.#state !== before || sameSecrets(before.account, after)) return this.#state !== before;
    this.#replace(loaded, triggerOf(loaded));
    return !sameRestSecret(before.account, after);
  }

  #replace(loaded: LoadedAccount, trigger: Trigger): void {
    const { accountSid } = this.snapshot;
    if (loaded.settings.accountSid !== accountSid) throw differentAccount(this.account);
    this.#deps.gate.enforce([toAccount(loaded)]);
    const retired = this.#state;
    this.#state = stateOf(loaded, this.#deps);
    retired.strategy.stop?.();
    const { method } = this.#state.strategy;
    this.#deps.emit('credentials.rotated', { account: this.account, method, trigger });
  }
}

/** What a rotation swaps in one assignment. */
interface State {
  readonly loaded: LoadedAccount;
  readonly account: Account;
  readonly strategy: TwilioAuthStrategy;
  readonly capability: CapabilityGate;
  readonly clientValidation?: ClientValidationKey;
}

function stateOf(loaded: LoadedAccount, deps: LiveAccountDeps): State {
  const account = toAccount(loaded);
  const { accountSid, rest, clientValidation } = account;
  return {
    loaded,
    account,
    strategy: deps.createStrategy(account),
    capability: deps.createCapabilityGate(account),
    ...(clientValidation !== undefined && 'keySid' in rest
      ? { clientValidation: { accountSid, signingKey: rest.keySid, ...clientValidation } }
      : {}),
  };
}

function triggerOf({ provenance }: LoadedAccount): Trigger {
  const fromFile = Object.values(provenance.variables).some((name) => name.endsWith('_FILE'));
  return fromFile ? 'file' : 'function';
}

function differentAccount(account: string): TwilioAuthConfigError {
  // The SDK caches the account SID in the resources it hands out.
  const problem = {
    path: 'accountSid',
    expected: 'a rotation cannot change the account',
    remedy: 'Configure the other account under a name of its own.',
  };
  return new TwilioAuthConfigError([problem], account);
}
