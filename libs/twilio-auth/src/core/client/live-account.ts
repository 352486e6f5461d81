import type { Account } from '../accounts/account.js';
import type { AccountRenewal, LoadedAccount } from '../accounts/load-account.js';
import { sameRestSecret, sameSecrets } from '../accounts/same-secrets.js';
import { capabilityHint } from '../capabilities/capability-hint.js';
import type { AuthOptions } from '../config/auth-options.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type {
  ClientValidationKey,
  OutgoingRequest,
  WireCredential,
} from '../transport/wire-credential.js';
import type { LiveAccountDeps } from './live-account-deps.js';
import { toLiveState, type LiveState } from './live-state.js';
import { Rereading } from './rereading.js';
import { rereadTrigger, type Trigger } from './rotation-trigger.js';
import { requireSameAccount } from './same-account.js';
import { Turns } from './turns.js';

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
  #state: LiveState;
  /** Made when it is first needed: thousands of tenants never look again. */
  #rereading: Rereading | undefined;
  #turns: Turns | undefined;

  constructor(loaded: LoadedAccount, deps: LiveAccountDeps) {
    this.account = loaded.account.name;
    this.#deps = deps;
    this.#state = toLiveState(loaded, deps);
    if (this.#isRereadable) this.#lookAgain();
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

  get clientValidation(): ClientValidationKey | undefined {
    const { accountSid, rest, clientValidation } = this.snapshot;
    return clientValidation !== undefined && 'keySid' in rest
      ? { accountSid, signingKey: rest.keySid, ...clientValidation }
      : undefined;
  }

  admit(request: OutgoingRequest): void {
    this.#deps.gate.assertCallAllowed(this.snapshot);
    this.#deps.capability(this.snapshot, request);
  }

  /** The same for a request on behalf of a subaccount. */
  admitForSubaccount(request: OutgoingRequest): void {
    this.#deps.capability(this.snapshot, request, 'subaccount');
    this.admit(request);
  }

  async authorization(): Promise<string> {
    this.#lookAround();
    const asked = this.#state;
    try {
      return await asked.strategy.authorization();
    } catch (error) {
      // A refused OAuth secret may have been rotated, here or where it came from.
      if (!isTwilioAuthError(error, 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED')) throw error;
      if (!(await this.#hasMovedOn(asked))) throw error;
      return this.strategy.authorization();
    }
  }

  async rejected(authorization: string): Promise<boolean> {
    const asked = this.#state;
    const { strategy } = asked;
    if (strategy.rejected !== undefined) {
      if (await strategy.rejected(authorization)) return true;
    } else if ((await strategy.authorization()) !== authorization) {
      return true;
    }
    return this.#hasMovedOn(asked);
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
    this.#turns ??= new Turns();
    return this.#turns.take(() => this.#rotate(auth, probe));
  }

  async #rotate(given: AuthOptions, probe: Probe | undefined): Promise<void> {
    const auth = requireSameAccount(given, this.snapshot);
    const loaded = await this.#renewal().withAuth(auth);
    this.#deps.gate.enforceOne(loaded.account);
    const candidate = probe && new LiveAccount(loaded, this.#deps);
    try {
      if (candidate !== undefined) await probe?.(candidate);
      this.#swap(loaded, 'rotate');
    } finally {
      // Only once its successor stands, so that a token which it fetched lives on.
      candidate?.retire();
    }
  }

  /** Ends background work. Calls still succeed. */
  retire(): void {
    this.strategy.stop?.();
  }

  get #isRereadable(): boolean {
    return this.#state.renewal?.isRereadable ?? false;
  }

  #lookAround(): void {
    if (this.#isRereadable) this.#lookAgain().inBackground();
  }

  /** Whether REST calls go with something new, perhaps once the sources were read again. */
  async #hasMovedOn(from: LiveState): Promise<boolean> {
    if (this.#state !== from) return true;
    // A rotation may come meanwhile, and count although the sources cannot be read.
    return (await this.#reread()) || !sameRestSecret(from.account, this.snapshot);
  }

  #reread(): Promise<boolean> {
    return this.#isRereadable ? this.#lookAgain().now() : Promise.resolve(false);
  }

  #lookAgain(): Rereading {
    this.#rereading ??= new Rereading(this.#deps.clock, () => this.#reload());
    return this.#rereading;
  }

  #renewal(): AccountRenewal {
    const { renewal } = this.#state;
    if (renewal === undefined) throw new Error(`${this.account} cannot be rotated`);
    return renewal;
  }

  /** Resolves to whether REST calls have something new to go with. */
  async #reload(): Promise<boolean> {
    const before = this.#state;
    const loaded = await this.#renewal().reload();
    if (this.#state !== before) return true;
    const { account: after } = loaded;
    if (sameSecrets(before.account, after)) return false;
    this.#deps.gate.enforceOne(after);
    this.#swap(loaded, rereadTrigger(after));
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
