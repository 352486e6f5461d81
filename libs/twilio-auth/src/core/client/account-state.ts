import type { Account } from '../accounts/account.js';
import type { AccountRenewal, LoadedAccount } from '../accounts/load-account.js';
import type { ApiRequest } from '../capabilities/api-request.js';
import { isPerhapsAboutResource } from '../capabilities/capability-hint.js';
import type { CapabilityGate } from '../capabilities/capability-gate.js';
import type { AuthInput } from '../config/auth-options.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { Emit, TwilioAuthEventMap } from '../events/events.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { PermissionUse } from '../permissions/permission-use.js';
import type { Clock } from '../primitives/clock.js';
import { isObject } from '../primitives/is-object.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type { ClientValidationKey } from '../transport/calls/wire-credential.js';

/** What all live accounts of one application share. */
export interface AccountDeps {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly gate: PolicyGate;
  readonly createStrategy: (account: Account) => TwilioAuthStrategy;
  readonly capability: CapabilityGate;
  readonly permissions: PermissionUse;
}

/** Everything of an account that a rotation replaces, in one assignment. */
export interface AccountState extends LoadedAccount {
  readonly strategy: TwilioAuthStrategy;
  /** Whether Twilio rejected it when it was last used. */
  isRefused: boolean;
}

/** Tries a new credential before it is used. Rejects to keep the old one. */
export type Probe<Candidate> = (candidate: Candidate) => Promise<void>;

/** Creates the strategy of a loaded account. */
export function createState({ account, renewal }: LoadedAccount, deps: AccountDeps): AccountState {
  return { account, strategy: deps.createStrategy(account), renewal, isRefused: false };
}

/** Notes whether Twilio knows the credential. A 401 may be about the resource instead, and proves nothing. */
export function noteAnswer(state: AccountState, request: ApiRequest, isRejected: boolean): void {
  if (isRejected && isPerhapsAboutResource(state.account, request)) return;
  state.isRefused = isRejected;
}

/** Whether its secrets can be read again where they come from. */
export function isRereadable({ renewal }: AccountState): boolean {
  return renewal?.isRereadable ?? false;
}

/** How the account of a state is loaded again. Only a tenant that nothing can change has no way. */
export function renewalOf({ account, renewal }: AccountState): AccountRenewal {
  if (renewal === undefined) throw new Error(`${account.name} cannot be rotated`);
  return renewal;
}

/** Whether a strategy itself has another header than the one that was rejected. */
export async function hasOtherHeader(
  strategy: TwilioAuthStrategy,
  rejected: string,
): Promise<boolean> {
  return strategy.rejected === undefined
    ? (await strategy.authorization()) !== rejected
    : strategy.rejected(rejected);
}

/** What signs each request, where the account uses Public Key Client Validation. */
export function clientValidationOf({
  accountSid,
  rest,
  clientValidation,
}: Account): ClientValidationKey | undefined {
  return clientValidation !== undefined && 'keySid' in rest
    ? { accountSid, signingKey: rest.keySid, ...clientValidation }
    : undefined;
}

/** What made an account change its credential. */
export type RotationTrigger = TwilioAuthEventMap['credentials.rotated']['trigger'];

/** Where the changed secrets of a refreshed account came from. */
export function refreshTrigger({ origin }: Account): Exclude<RotationTrigger, 'rotate'> {
  const isFile = Object.values(origin.variables).some((name) => name.endsWith('_FILE'));
  return isFile ? 'file' : 'function';
}

/**
 * The credential to rotate to, without an account SID that was given along with it. That must be
 * the SID of this account, because the SDK keeps it in the resources that it hands out.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export function withoutAccountSid(
  given: AuthInput & { readonly accountSid?: unknown },
  { name, accountSid }: Account,
): AuthInput {
  if (!isObject(given) || given.accountSid === undefined) return given;
  if (given.accountSid !== accountSid) {
    const problem = {
      path: 'accountSid',
      expected: 'a rotation cannot change the account',
      remedy: 'Configure the other account under a name of its own.',
    };
    throw new TwilioAuthConfigError([problem], name);
  }
  const { accountSid: _own, ...auth } = given;
  return auth;
}
