import type { Clock } from '../../primitives/clock.js';
import { isObject } from '../../primitives/is-object.js';
import type { IamKeys } from '../iam-keys.js';
import type { KeyPair, NewTwilioKey } from '../key-options.js';
import { deliverTo, type KeyTarget } from '../targets.js';
import { isAccepted } from '../until-accepted.js';
import type { CreateSubaccountOptions, SubaccountReport } from './subaccount-options.js';

/** What can be done in a subaccount with its Auth Token. */
export interface SubaccountAccess {
  readonly keys: IamKeys;
  /** Whether Twilio accepts the key. */
  readonly accepts: (key: KeyPair, keyType: NewTwilioKey['keyType']) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** A key with this behind its name is in no file yet. */
const MARK = ' [not delivered]';

/** A key for a subaccount. */
interface Giving {
  readonly options: CreateSubaccountOptions;
  readonly target: KeyTarget;
  readonly access: SubaccountAccess;
  readonly permissions: readonly string[] | undefined;
  readonly clock: Clock;
}

/** Creates a key in the subaccount, or goes on with that of an earlier run, and delivers it. */
export async function giveKey(given: Giving): Promise<SubaccountReport> {
  const { options, target, access, permissions, clock } = given;
  const { keys, accepts } = access;
  const { accountSid } = keys;
  const { keyName = 'first key', tryForSeconds = 60, onStep } = options;
  const tryForMs = tryForSeconds * 1000;
  if (!(await isAccepted(() => canList(keys), clock, tryForMs))) {
    throw new Error(`Twilio did not accept its Auth Token within ${tryForSeconds} s.`);
  }
  const { delivered, removed, leftOver } = await earlierKeys(given);
  const keyType = permissions === undefined ? 'standard' : 'restricted';
  const report = {
    accountSid,
    keyType,
    removed,
    leftOver,
    resumed: options.accountSid !== undefined,
  } as const;
  let keySid = delivered;
  if (keySid === undefined) {
    const key = await keys.create(keyName + MARK, permissions);
    await onStep?.('key-created', accountSid);
    if (!(await isAccepted(() => accepts(key, key.keyType), clock, tryForMs))) {
      await keys.removeIfAny(key.keySid);
      throw new Error(`Twilio did not accept its new key within ${tryForSeconds} s.`);
    }
    await onStep?.('accepted', accountSid);
    await deliverTo(target, key);
    await onStep?.('delivered', accountSid);
    ({ keySid } = key);
  }
  await keys.rename(keySid, keyName);
  await onStep?.('named', accountSid);
  return { ...report, keySid };
}

/**
 * The key that an earlier run delivered. The others of it are deleted where files show that nobody uses
 * them.
 */
async function earlierKeys({ options, access, target }: Giving) {
  const all = await access.keys.list();
  const marked = all.filter(({ friendlyName }) => friendlyName.endsWith(MARK));
  const sids = marked.map(({ keySid }) => keySid);
  const { deliver } = options;
  // Only what was given: a polluted `Object.prototype` must not say that a key is not in use.
  const isReadable = ['file', 'sidFile'].some((field) => Object.hasOwn(deliver, field));
  if (!isReadable) return { delivered: undefined, removed: [], leftOver: sids };
  const held = (await target.read())?.keySid;
  const removed = sids.filter((sid) => sid !== held);
  for (const sid of removed) await access.keys.removeIfAny(sid);
  return { delivered: all.find(({ keySid }) => keySid === held)?.keySid, removed, leftOver: [] };
}

async function canList(keys: IamKeys): Promise<boolean> {
  try {
    await keys.list();
    return true;
  } catch (error) {
    if (isObject(error) && error['status'] === 401) return false;
    throw error;
  }
}
