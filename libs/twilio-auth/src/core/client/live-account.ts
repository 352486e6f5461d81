import type { Account } from '../accounts/account.js';
import { sameRestSecret, sameSecrets } from '../accounts/same-secrets.js';
import { toAccount } from '../accounts/to-account.js';
import { capabilityHint } from '../capabilities/capability-hint.js';
import type { AuthOptions } from '../config/auth-options.js';
import type { LoadedAccount } from '../config/loaded-account.js';
import type { Provenance } from '../config/provenance.js';
import { isTwilioAuthError } from '../errors/twilio-auth.error.js';
import type { TwilioAuthEventMap } from '../events/events.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type {
  ClientValidationKey,
  OutgoingRequest,
  WireCredential,
} from '../transport/wire-credential.js';
import type { LiveAccountDeps } from './live-account-deps.js';
import { toLiveState, type LiveState } from './live-state.js';
import { Rereading } from './rereading.js';
import { requireSameAccount } from './same-account.js';

type Trigger = TwilioAuthEventMap['credentials.rotated']['trigger'];

/** Tries a credential before it is put in force. Rejects to keep the old one. */
export type Probe = (candidate: LiveAccount) => Promise<void>;

/**
 * An account as it stands now. Clients hold on to it for good, and rotation happens behind it:
 * one assignment swaps credential, strategy and capability together, and calls in flight finish
 * with what they started with.
 */
export class LiveAccount implements WireCredential {
  readonly account: string;
  readonly #deps: LiveAccountDeps;
  readonly #rereading: Rereading;
  #state: LiveState;
  /** Ends when the rotations asked for so far have. */
  #rotations: Promise<unknown> = Promise.resolve();

  constructor(loaded: LoadedAccount, deps: LiveAccountDeps) {
    this.account = loaded.name;
    this.#deps = deps;
    this.#state = toLiveState(loaded, deps);
    this.#rereading = new Rereading(deps.clock, () => this.#reload());
  }

  /** The credential and settings in force. Do not keep it: a rotation replaces it. */
  get snapshot(): Account {
    return this.#state.account;
  }

  /**
   * The same for who uses its secrets without a REST call: also looks in the background, now
   * and then, whether they have changed where they come from.
   */
  inUse(): Account {
    this.#lookAround();
    return this.snapshot;
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

  /** The same for a request on behalf of a subaccount. */
  admitForSubaccount(request: OutgoingRequest): void {
    this.#state.subaccountCapability(request);
    this.admit(request);
  }

  async authorization(): Promise<string> {
    this.#lookAround();
    const asked = this.#state;
    try {
      return await asked.strategy.authorization();
    } catch (error) {
      // A refused OAuth secret may have been rotated, here or where it came from.
      if (!isTwilioAuthError(error, 'TWILIO_AUTH_TOKEN_REFUSED')) throw error;
      if (this.#state === asked && !(await this.#reread())) throw error;
      return this.strategy.authorization();
    }
  }

  async rejected(authorization: string): Promise<boolean> {
    const { strategy } = this;
    if (strategy.rejected !== undefined) {
      if (await strategy.rejected(authorization)) return true;
    } else if ((await strategy.authorization()) !== authorization) {
      return true;
    }
    return this.strategy !== strategy || this.#reread();
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
   * accepted by the probe if one is given, then in force at once. One after the other, so that
   * the rotation that was asked for last is the one that stays.
   */
  rotate(auth: AuthOptions, probe?: Probe): Promise<void> {
    const turn = this.#rotations.then(() => this.#rotate(auth, probe));
    this.#rotations = turn.catch(() => {});
    return turn;
  }

  async #rotate(given: AuthOptions, probe: Probe | undefined): Promise<void> {
    const auth = requireSameAccount(given, this.snapshot);
    const loaded = await this.#state.loaded.withAuth(auth);
    this.#deps.gate.enforce([toAccount(loaded)]);
    if (probe !== undefined) {
      const candidate = new LiveAccount(loaded, this.#deps);
      try {
        await probe(candidate);
      } catch (error) {
        candidate.retire();
        throw error;
      }
      // Retired only once its successor stands, so that a token which it fetched lives on.
      this.#swap(loaded, 'rotate');
      candidate.retire();
      return;
    }
    this.#swap(loaded, 'rotate');
  }

  /** Ends background work. Calls still succeed. */
  retire(): void {
    this.strategy.stop?.();
  }

  #lookAround(): void {
    if (this.#state.loaded.isRereadable) this.#rereading.inBackground();
  }

  #reread(): Promise<boolean> {
    return this.#state.loaded.isRereadable ? this.#rereading.now() : Promise.resolve(false);
  }

  /** Resolves to whether REST calls have something new to go with. */
  async #reload(): Promise<boolean> {
    const before = this.#state;
    const loaded = await before.loaded.reload();
    if (this.#state !== before) return true;
    const after = toAccount(loaded);
    if (sameSecrets(before.account, after)) return false;
    this.#deps.gate.enforce([after]);
    this.#swap(loaded, triggerOf(loaded));
    return !sameRestSecret(before.account, after);
  }

  #swap(loaded: LoadedAccount, trigger: Trigger): void {
    const retired = this.#state;
    this.#state = toLiveState(loaded, this.#deps);
    retired.strategy.stop?.();
    const { method } = this.strategy;
    this.#deps.emit('credentials.rotated', { account: this.account, method, trigger });
  }
}

function triggerOf({ provenance }: LoadedAccount): Trigger {
  const fromFile = Object.values(provenance.variables).some((name) => name.endsWith('_FILE'));
  return fromFile ? 'file' : 'function';
}
