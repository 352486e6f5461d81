import type { ApiRequest } from '../capabilities/api-request.js';
import { CustomCredential, sameCredential, sameSecrets } from '../accounts/account.js';
import type { Account } from '../accounts/account.js';
import type { LoadedAccount } from '../accounts/load-account.js';
import {
  capabilityHint,
  isPerhapsAboutResource,
  type RefusedAnswer,
} from '../capabilities/capability-hint.js';
import type { AuthInput } from '../config/auth-options.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { CallScope } from '../permissions/permission-use.js';
import { SerialQueue } from '../primitives/serial-queue.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type { ClientValidationKey, WireCredential } from '../transport/calls/wire-credential.js';
import {
  clientValidationOf,
  createState,
  hasOtherHeader,
  isRereadable,
  noteAnswer,
  refreshTrigger,
  renewalOf,
  withoutAccountSid,
  type AccountDeps,
  type AccountState,
  type Probe,
  type RotationTrigger,
} from './account-state.js';
import { HalfReplaced } from './half-replaced.js';
import { SecretRefresh } from './secret-refresh.js';

/**
 * An account with the credential that it uses now. Clients keep it for good: one assignment replaces
 * settings, credential and strategy, and calls in flight finish with what they started with.
 */
export class LiveAccount implements WireCredential {
  readonly accountName: string;
  readonly #deps: AccountDeps;
  #state: AccountState;
  /** All three are created on first use: most of thousands of tenants never need them. */
  #refresh: SecretRefresh | undefined;
  #rotations: SerialQueue | undefined;
  #half: HalfReplaced | undefined;
  #isStopped = false;

  constructor(loaded: LoadedAccount, deps: AccountDeps) {
    this.accountName = loaded.account.name;
    this.#deps = deps;
    this.#state = createState(loaded, deps);
    this.#secretRefresh();
  }

  /** The settings and credential in use. Do not keep it: a rotation replaces it. */
  get snapshot(): Account {
    return this.#state.account;
  }

  /** {@link snapshot} for code that makes no REST call. Checks now and then whether it has changed. */
  inUse(): Account {
    this.#secretRefresh()?.refreshInBackground();
    return this.snapshot;
  }

  /** Reads the keys again for a webhook that none of them has signed, where that can bring others. */
  refreshForWebhook(): Promise<unknown> | undefined {
    return this.#secretRefresh()?.refreshForWebhook();
  }

  get strategy(): TwilioAuthStrategy {
    return this.#state.strategy;
  }

  get hasToWait(): boolean {
    const { account, strategy } = this.#state;
    return account.rest instanceof CustomCredential || strategy.isReady?.() === false;
  }

  get clientValidation(): ClientValidationKey | undefined {
    return clientValidationOf(this.snapshot);
  }

  assertAllowed(request: ApiRequest, scope: CallScope = 'request'): void {
    // Also of a call that is refused: the application needs its permission.
    this.#deps.permissions.note(this.snapshot, request, scope);
    this.assertPolicy();
    this.#deps.capability(this.snapshot, request, scope);
  }

  assertPolicy(): void {
    this.#deps.gate.assertCallAllowed(this.snapshot);
  }

  assertAuthTokenAllowed(): void {
    this.#deps.gate.assertAuthTokenAllowed(this.snapshot);
  }

  async authorization(): Promise<string> {
    this.#secretRefresh()?.refreshInBackground();
    const used = this.#state;
    try {
      return await used.strategy.authorization();
    } catch (error) {
      // A refused OAuth secret may have been replaced, here or at its source.
      if (!isTwilioAuthError(error, 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED')) throw error;
      if (!(await this.#hasNewCredential(used))) throw error;
      return this.strategy.authorization();
    }
  }

  async rejected(authorization: string, request?: ApiRequest): Promise<boolean> {
    const used = this.#state;
    if (await hasOtherHeader(used.strategy, authorization)) return true;
    const waits = request === undefined || !isPerhapsAboutResource(used.account, request);
    return this.#hasNewCredential(used, waits);
  }

  answered(request: ApiRequest, isRejected: boolean): void {
    noteAnswer(this.#state, request, isRejected);
  }

  get isRefused(): boolean {
    return this.#state.isRefused;
  }

  hint(request: ApiRequest, answer: RefusedAnswer): string | undefined {
    return capabilityHint(this.snapshot, request, answer);
  }

  /**
   * Uses another credential of the same account, once it is valid, allowed by the policy, and accepted
   * by the probe if there is one. Rotations run one after another: the last one requested wins.
   */
  rotate(auth: AuthInput, probe?: Probe<LiveAccount>): Promise<void> {
    this.#rotations ??= new SerialQueue();
    return this.#rotations.add(() => this.#rotate(auth, probe));
  }

  async #rotate(given: AuthInput, probe: Probe<LiveAccount> | undefined): Promise<void> {
    const auth = withoutAccountSid(given, this.snapshot);
    const loaded = await renewalOf(this.#state).withAuth(auth);
    this.#deps.gate.enforceOne(loaded.account);
    const candidate = new LiveAccount(loaded, this.#deps);
    try {
      await probe?.(candidate);
    } catch (error) {
      candidate.stop();
      throw error;
    }
    // What was probed is what is used from now on, with a token that it may have fetched.
    this.#replaceState(candidate.#state, 'rotate');
  }

  /** Ends background work, for credentials that replace this one as well. Calls still succeed. */
  stop(): void {
    this.#isStopped = true;
    this.strategy.stop?.();
  }

  /** Whether REST calls have another credential than this one, if need be after a refresh. */
  async #hasNewCredential(used: AccountState, waits = true): Promise<boolean> {
    if (this.#state !== used) return true;
    const isRefreshed = await this.#secretRefresh()?.refreshNow(waits);
    // A rotation may have come meanwhile, even if the sources could not be read.
    return isRefreshed === true || !sameCredential(used.account, this.snapshot);
  }

  /** Absent where no secret can change at its source. */
  #secretRefresh(): SecretRefresh | undefined {
    if (!isRereadable(this.#state)) return undefined;
    this.#refresh ??= new SecretRefresh(
      this.#deps.clock,
      (afterRefusal) => this.#reload(afterRefusal),
      refreshTrigger(this.snapshot),
    );
    return this.#refresh;
  }

  async #reload(afterRefusal: boolean): Promise<boolean> {
    const before = this.#state;
    const loaded = await renewalOf(before).reload();
    if (this.#state !== before) return true;
    const { account } = loaded;
    if (sameSecrets(before.account, account)) return false;
    this.#half ??= new HalfReplaced();
    if (this.#half.shouldWait(before, account, afterRefusal)) return false;
    this.#deps.gate.enforceOne(account);
    this.#replaceState(createState(loaded, this.#deps), refreshTrigger(account));
    return !sameCredential(before.account, account);
  }

  #replaceState(next: AccountState, trigger: RotationTrigger): void {
    const { strategy: old } = this.#state;
    this.#state = next;
    old.stop?.();
    if (this.#isStopped) next.strategy.stop?.();
    const { method } = next.strategy;
    this.#deps.emit('credentials.rotated', { account: this.accountName, method, trigger });
  }
}
