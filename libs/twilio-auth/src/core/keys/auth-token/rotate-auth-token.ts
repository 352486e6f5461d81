import { keyError } from '../key-error.js';
import { ProgressFile, progressBeside } from '../progress-file.js';
import { whyNotDelivered } from '../targets.js';
import { isAccepted, pause } from '../until-accepted.js';
import type {
  AuthTokenPlan,
  AuthTokenReport,
  AuthTokenStep,
  RotateAuthTokenOptions,
} from './auth-token-options.js';
import { openKeyRing } from './key-ring-target.js';
import { newTokenOf, type CreatedToken } from './new-token.js';
import {
  done,
  type TokenProgress,
  type TokenRotation,
  type TokenRotationDeps,
} from './token-rotation.js';

/** As many keys as a ring may have. */
const MAX_KEYS = 5;

/**
 * Replaces the Auth Token. The key ring of the applications has the new token before Twilio signs with
 * it, and the old one for a while after that, so that no webhook is rejected.
 */
export async function rotateAuthToken(
  options: RotateAuthTokenOptions,
  deps: TokenRotationDeps,
): Promise<AuthTokenReport> {
  const rotation = await open(options, deps);
  const { accountSid, earlier, primary, progress } = rotation;
  const created = await newTokenOf(rotation);
  if (primary !== created.newToken) await promote(rotation, created);
  if (options.keepOld !== true) {
    await removeOld(rotation, created);
    await progress.remove();
  }
  return { accountSid, resumed: earlier !== undefined, oldTokenInRing: options.keepOld === true };
}

/** What {@link rotateAuthToken} would do. Nothing is changed. */
export async function planTokenRotation(
  options: RotateAuthTokenOptions,
  deps: TokenRotationDeps,
): Promise<AuthTokenPlan> {
  const { accountSid, earlier, primary, target } = await open(options, deps);
  const isCreated = earlier?.newToken !== undefined;
  const isDelivered = isCreated && (await target.read())?.[0] === earlier.newToken;
  const isPromoted = isCreated && primary === earlier.newToken;
  const create: AuthTokenStep[] = isCreated ? [] : ['created'];
  const deliver: AuthTokenStep[] = isDelivered ? [] : ['accepted', 'delivered'];
  const end: AuthTokenStep[] = options.keepOld === true ? [] : ['kept', 'removed'];
  const steps = isPromoted ? end : ([...create, ...deliver, 'waited', 'promoted', ...end] as const);
  return { accountSid, steps, resumed: earlier !== undefined };
}

async function open(
  options: RotateAuthTokenOptions,
  deps: TokenRotationDeps,
): Promise<TokenRotation> {
  const { accountSid, tokens } = deps;
  const target = await openKeyRing(options.deliver, accountSid);
  const { file } = target;
  const path =
    options.progressFile ?? (file === undefined ? undefined : await progressBeside(file));
  const progress = new ProgressFile<TokenProgress>('auth-token', path);
  const earlier = await progress.read();
  const primary = await tokens.primary();
  if (primary === undefined) {
    throw keyError(
      'token-unknown',
      `The Account resource of ${accountSid} shows this administrator no auth_token, so it is not known which token the key ring must keep. Nothing was changed.`,
      'Use a main key, or the Auth Token itself, as the administrator.',
    );
  }
  const ring = new Set([primary, ...((await target.read()) ?? [])]);
  if (earlier === undefined && ring.size >= MAX_KEYS) throw ringFull(ring.size);
  return { ...deps, options, target, progress, earlier, primary };
}

async function promote(
  rotation: TokenRotation,
  { newToken, oldToken }: CreatedToken,
): Promise<void> {
  const { options, acceptsToken, clock, target, tokens, progress } = rotation;
  const { graceSeconds = 60, tryForSeconds = 60, tryToken = true } = options;
  const ring = (await target.read()) ?? [];
  if (ring[0] !== newToken) {
    const accepts = () => acceptsToken(newToken);
    if (tryToken && !(await isAccepted(accepts, clock, tryForSeconds * 1000))) {
      throw notAccepted(tryForSeconds);
    }
    await done(rotation, 'accepted');
    await write(rotation, [newToken, oldToken, ...ring]);
    await done(rotation, 'delivered');
  }
  await pause(clock, graceSeconds * 1000);
  await done(rotation, 'waited');
  if (!(await tokens.promote())) {
    await write(
      rotation,
      ((await target.read()) ?? [oldToken]).filter((key) => key !== newToken),
    );
    await progress.remove();
    throw secondaryGone();
  }
  await done(rotation, 'promoted');
}

async function removeOld(
  rotation: TokenRotation,
  { newToken, oldToken }: CreatedToken,
): Promise<void> {
  const { options, clock, target } = rotation;
  const { keepOldSeconds = 60, untilOldIsUnused } = options;
  if (untilOldIsUnused === undefined) await pause(clock, keepOldSeconds * 1000);
  else await untilOldIsUnused();
  await done(rotation, 'kept');
  const ring = (await target.read()) ?? [];
  await write(rotation, [newToken, ...ring.filter((key) => key !== oldToken)]);
  await done(rotation, 'removed');
}

async function write({ target, progress }: TokenRotation, keys: readonly string[]): Promise<void> {
  await target.write([...new Set(keys)]).catch((error: unknown) => {
    throw keyError(
      'delivery-failed',
      `The key ring was not delivered${whyNotDelivered(error)}, or only in part. Twilio still signs with a key that is in the ring before.`,
      progress.isKept
        ? 'Run the rotation again: it goes on.'
        : 'Run it again with replaceSecondary and a progressFile, so that no token is lost.',
    );
  });
}

function notAccepted(tryForSeconds: number): Error {
  return keyError(
    'not-accepted',
    `Twilio did not accept the new Auth Token within ${tryForSeconds} s, so it was not delivered, and the old one stays the primary one.`,
    'Run the rotation again; with Public Key Client Validation, which rejects calls with any Auth Token, without trying it (tryToken: false, --no-try).',
  );
}

function secondaryGone(): Error {
  return keyError(
    'secondary-gone',
    'Twilio has no secondary Auth Token any more: somebody deleted or promoted it meanwhile. Nothing was promoted, and it is out of the key ring.',
    'Run the rotation again: it begins with another token.',
  );
}

function ringFull(keys: number): Error {
  return keyError(
    'target-unusable',
    `The key ring holds ${keys} keys, and an application accepts at most ${MAX_KEYS}. Nothing was changed.`,
    'Remove the keys that Twilio no longer signs with.',
  );
}
