import type { TokenStore } from '../config/token-store.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { Clock } from '../primitives/clock.js';
import type { IamKeys, KeyWithPolicy } from './iam-keys.js';
import { keyError } from './key-error.js';
import type {
  KeyPair,
  NewTwilioKey,
  RotateKeyOptions,
  RotationStep,
  TwilioKey,
} from './key-options.js';
import { openTarget, type KeyTarget } from './targets.js';
import { plainName, twinStateOf } from './twin-name.js';
import { whichKey } from './which-key.js';

/** What every rotation of an account works with. */
export interface RotationDeps {
  readonly keys: IamKeys;
  readonly clock: Clock;
  /** The administrator's own key, which must not be rotated with itself. */
  readonly ownKeySid: string | undefined;
  /** Keeps runs from crossing, where several processes share it. */
  readonly store?: TokenStore | undefined;
  /** Whether Twilio accepts the key. */
  readonly accepts: (key: KeyPair, keyType: NewTwilioKey['keyType']) => Promise<boolean>;
}

/** One rotation, before anything is changed. */
export type Rotation = RotationDeps & {
  /** Every key of the account. */
  readonly all: readonly TwilioKey[];
  readonly old: KeyWithPolicy & { readonly keySid: string };
  /** The key that an earlier run delivered and marked. */
  readonly finished: TwilioKey | undefined;
  readonly keyType: NewTwilioKey['keyType'];
  readonly target: KeyTarget;
  readonly done: (step: RotationStep, keySid: string) => Promise<void>;
  readonly tryForMs: number;
  /** Between delivery and the end of the old key. */
  readonly waitSeconds: number;
  /** Whether access tokens that the old key signed may end early. */
  readonly endsAccessTokens: boolean;
};

/** A timer cannot wait for more than 24 days, and two of these are added. */
const MAX_SECONDS = 864_000;

/**
 * Finds out what a rotation works on, and that it may begin.
 *
 * @throws TwilioAuthError `TWILIO_AUTH_KEY_CHANGE_FAILED` for a key that cannot be rotated.
 */
export async function openRotation(
  options: RotateKeyOptions,
  deps: RotationDeps,
): Promise<Rotation> {
  const { deliver, onStep } = options;
  const graceSeconds = secondsOf(options, 'graceSeconds', 60);
  const accessTokenTtlSeconds = secondsOf(options, 'accessTokenTtlSeconds', 0);
  const tryForSeconds = secondsOf(options, 'tryForSeconds', 60);
  const target = await openTarget(deliver, deps.keys.accountSid);
  const all = await deps.keys.list();
  const oldSid = await whichKey(options, target, all);
  const finished = all.find(
    ({ friendlyName }) => twinStateOf(friendlyName, oldSid) === 'delivered',
  );
  const keyType = typeOf(oldSid, all, finished, deps);
  return {
    ...deps,
    all,
    old: { keySid: oldSid, ...(await fetchOld(oldSid, finished, deps)) },
    finished,
    keyType,
    target,
    done: async (step, sid) => onStep?.(step, sid),
    tryForMs: tryForSeconds * 1000,
    waitSeconds: graceSeconds + accessTokenTtlSeconds,
    endsAccessTokens: keyType === 'standard' && accessTokenTtlSeconds === 0,
  };
}

function secondsOf(
  options: RotateKeyOptions,
  path: 'graceSeconds' | 'accessTokenTtlSeconds' | 'tryForSeconds',
  usual: number,
): number {
  const seconds = options[path] ?? usual;
  if (seconds >= 0 && seconds <= MAX_SECONDS) return seconds;
  const expected = `expected a number of seconds from 0 to ${MAX_SECONDS}`;
  throw new TwilioAuthConfigError([{ path, expected, remedy: 'Correct the number.' }]);
}

/** @throws TwilioAuthError `TWILIO_AUTH_KEY_CHANGE_FAILED` for a key that cannot be rotated. */
function typeOf(
  oldSid: string,
  all: readonly TwilioKey[],
  finished: TwilioKey | undefined,
  { ownKeySid, keys }: RotationDeps,
): NewTwilioKey['keyType'] {
  const { keyType } = all.find((key) => key.keySid === oldSid) ?? finished ?? {};
  if (keyType === undefined) {
    throw keyError('key-unknown', `There is no key ${oldSid} in the account ${keys.accountSid}.`);
  }
  if (keyType === 'main') {
    throw keyError(
      'main-key',
      `${oldSid} is a main key, which no API can create.`,
      'Create another one in the Console, or a restricted key with the permissions that are needed.',
    );
  }
  if (oldSid === ownKeySid) {
    throw keyError(
      'own-key',
      `${oldSid} is the key of the administrator, who needs it to the end.`,
    );
  }
  return keyType;
}

/** Once the old key is revoked, what is left to do needs its name only. */
async function fetchOld(
  oldSid: string,
  finished: TwilioKey | undefined,
  { keys }: RotationDeps,
): Promise<KeyWithPolicy> {
  try {
    return await keys.fetch(oldSid);
  } catch (error) {
    if (finished === undefined || (error as { status?: unknown }).status !== 404) throw error;
    return { friendlyName: plainName(finished.friendlyName), permissions: undefined };
  }
}
