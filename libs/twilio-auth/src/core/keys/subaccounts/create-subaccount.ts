import type { SdkClient } from '../../client/sdk-client.js';
import { isTwilioAuthError } from '../../errors/is-twilio-auth-error.js';
import type { Clock } from '../../primitives/clock.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';
import { keyError } from '../key-error.js';
import { permissionsOf } from '../permissions-of.js';
import { openTarget } from '../targets.js';
import { giveKey, type SubaccountAccess } from './first-key.js';
import type {
  CreateSubaccountOptions,
  SubaccountPlan,
  SubaccountReport,
  SubaccountStep,
} from './subaccount-options.js';

/** What the creation of a subaccount works with. */
export interface SubaccountDeps {
  /** The parent's client. */
  readonly client: SdkClient;
  readonly clock: Clock;
  /** The subaccount, as its own Auth Token reaches it. */
  readonly open: (accountSid: string, authToken: string) => Promise<SubaccountAccess>;
}

/**
 * Creates a subaccount, and a key in it. The Auth Token in Twilio's answer makes that key, and is
 * nowhere but in the memory of this function.
 */
export async function createSubaccount(
  options: CreateSubaccountOptions,
  deps: SubaccountDeps,
): Promise<SubaccountReport> {
  const permissions = permissionsOf(options);
  await checkTarget(options);
  const { accountSid, authToken } = await subaccountOf(options, deps.client);
  try {
    await options.onStep?.('created', accountSid);
    const target = await openTarget(options.deliver, accountSid);
    const access = await deps.open(accountSid, authToken);
    const given = { options, target, access, permissions, clock: deps.clock };
    return await giveKey(given).finally(() => access.close());
  } catch (error) {
    throw incomplete(accountSid, error);
  }
}

/** What {@link createSubaccount} would do. Nothing is changed. */
export async function planSubaccount(options: CreateSubaccountOptions): Promise<SubaccountPlan> {
  const keyType = permissionsOf(options) === undefined ? 'standard' : 'restricted';
  await checkTarget(options);
  const rest: readonly SubaccountStep[] = ['key-created', 'accepted', 'delivered', 'named'];
  const { accountSid } = options;
  return accountSid === undefined
    ? { keyType, steps: ['created', ...rest] }
    : { accountSid, keyType, steps: rest };
}

/** A new subaccount's key must not replace the credential of another account. */
async function checkTarget({ deliver, accountSid }: CreateSubaccountOptions): Promise<void> {
  const target = await openTarget(deliver, accountSid ?? '');
  if (accountSid === undefined && (await target.read()) !== undefined) {
    throw keyError(
      'target-unusable',
      'The files hold a credential already. No subaccount was created.',
      'Give the new subaccount files of its own.',
    );
  }
}

interface Subaccount {
  readonly accountSid: string;
  readonly authToken: string;
}

async function subaccountOf(
  { accountSid, friendlyName }: CreateSubaccountOptions,
  client: SdkClient,
): Promise<Subaccount> {
  const { accounts } = client.api.v2010;
  const found =
    accountSid === undefined
      ? await accounts.create(withoutUndefined({ friendlyName }))
      : await accounts(accountSid).fetch();
  const { sid, authToken } = found;
  if (typeof authToken === 'string' && authToken !== '') return { accountSid: sid, authToken };
  throw keyError(
    'subaccount-incomplete',
    `The subaccount ${sid} exists, but Twilio's answer shows this administrator no auth_token, without which it cannot be given a key.`,
    `Run it again as the parent's Auth Token, with accountSid ${sid}; or create a key in the subaccount in the Console.`,
  );
}

/** Whatever failed, the subaccount is there, and its name must not be lost. */
function incomplete(accountSid: string, error: unknown): Error {
  const words = error instanceof Error ? error.message : String(error);
  const hint = isTwilioAuthError(error) && error.hint !== undefined ? ` ${error.hint}` : '';
  return keyError(
    'subaccount-incomplete',
    `The subaccount ${accountSid} was created, but has no delivered key. ${words}${hint}`,
    `Run it again with accountSid ${accountSid} (--account), as its parent's Auth Token; or create a key in the subaccount in the Console.`,
  );
}
