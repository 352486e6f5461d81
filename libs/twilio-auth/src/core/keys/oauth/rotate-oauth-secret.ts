import { TwilioAuthConfigError } from '../../errors/config.error.js';
import { withoutUndefined } from '../../primitives/without-undefined.js';
import { keyError } from '../key-error.js';
import { ProgressFile, progressBeside } from '../progress-file.js';
import { pauseUntil } from '../until-accepted.js';
import { deliverSecret } from './deliver-secret.js';
import { newSecretOf } from './new-secret.js';
import type {
  OAuthSecretPlan,
  OAuthSecretReport,
  OAuthSecretStep,
  RotateOAuthSecretOptions,
} from './oauth-options.js';
import {
  done,
  type OAuthProgress,
  type OAuthRotation,
  type OAuthRotationDeps,
} from './oauth-rotation.js';
import { openOAuthTarget } from './oauth-target.js';
import { startOf } from './oauth-start.js';

const DAY_SECONDS = 86_400;

/** https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps */
const MAX_GRACE_SECONDS = 30 * DAY_SECONDS;

/**
 * Gives an OAuth app another secret, and delivers it while Twilio still accepts the old one. What
 * Twilio answered is in the progress file before anything else is done, so that a run that ends at any
 * step loses nothing.
 */
export async function rotateOAuthSecret(
  options: RotateOAuthSecretOptions,
  deps: OAuthRotationDeps,
): Promise<OAuthSecretReport> {
  const rotation = await open(options, deps);
  const { clientId, earlier, clock, progress } = rotation;
  let oldEndsAtMs = earlier?.oldEndsAtMs;
  let graceKept: boolean | undefined;
  if (earlier?.state !== 'delivered') {
    const created = await newSecretOf(rotation);
    ({ oldEndsAtMs } = created);
    graceKept = await deliverSecret(rotation, created);
  }
  if (options.waitForExpiry === true && oldEndsAtMs !== undefined) {
    await pauseUntil(clock, oldEndsAtMs);
    await done(rotation, 'expired');
  }
  if (oldEndsAtMs === undefined || oldEndsAtMs <= clock.wallMs()) await progress.remove();
  else await progress.write({ clientId, oldEndsAtMs, state: 'finished' });
  const oldSecretEndsAt = oldEndsAtMs === undefined ? undefined : new Date(oldEndsAtMs);
  return {
    clientId,
    resumed: earlier !== undefined,
    ...withoutUndefined({ oldSecretEndsAt, graceKept }),
  };
}

/** What {@link rotateOAuthSecret} would do. Nothing is changed. */
export async function planOAuthRotation(
  options: RotateOAuthSecretOptions,
  deps: OAuthRotationDeps,
): Promise<OAuthSecretPlan> {
  const { clientId, earlier } = await open(options, deps);
  const all: readonly OAuthSecretStep[] = ['requested', 'created', 'accepted', 'delivered'];
  const last: readonly OAuthSecretStep[] = options.waitForExpiry === true ? ['expired'] : [];
  const first = { requested: 0, created: 2, delivered: 4, finished: 0 }[
    earlier?.state ?? 'finished'
  ];
  const steps = [...all.slice(first), ...last];
  return { clientId, steps, resumed: earlier !== undefined };
}

async function open(
  options: RotateOAuthSecretOptions,
  deps: OAuthRotationDeps,
): Promise<OAuthRotation> {
  const { deliver: to, graceSeconds = DAY_SECONDS, progressFile } = options;
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0 || graceSeconds > MAX_GRACE_SECONDS) {
    const expected = `expected a whole number of seconds from 0 to ${MAX_GRACE_SECONDS} (30 days)`;
    const remedy = 'Give the time in which every application reads the new secret.';
    throw new TwilioAuthConfigError([{ path: 'graceSeconds', expected, remedy }]);
  }
  const target = await openOAuthTarget(to, deps.accountSid);
  const { file } = target;
  const path = progressFile ?? (file === undefined ? undefined : await progressBeside(file));
  const progress = new ProgressFile<OAuthProgress>('oauth-secret', path);
  const start = await startOf(options, target, progress, deps.clock);
  const needsRequest = options.newSecret === undefined && hasNoSecret(start.earlier);
  if (needsRequest && !deps.isEmulated && options.unconfirmedRequest !== true) throw unconfirmed();
  return { ...deps, ...start, options, graceSeconds, target, progress };
}

function hasNoSecret(earlier: OAuthProgress | undefined): boolean {
  return earlier === undefined || earlier.state === 'requested';
}

function unconfirmed(): Error {
  return keyError(
    'request-unconfirmed',
    "The fields of Twilio's request for another secret are in no specification, so it is not sent unasked. Nothing was changed.",
    'Rotate the secret in the Console with a grace, and give the new one (newSecret, --new-secret-file); or, once you have tried it on an app of no importance, send the request (unconfirmedRequest, --unconfirmed-request).',
  );
}
