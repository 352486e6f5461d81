import { keyError } from '../key-error.js';
import { whyNotDelivered } from '../targets.js';
import { isAccepted } from '../until-accepted.js';
import { done, type CreatedSecret, type OAuthRotation } from './oauth-rotation.js';

/** Tries and delivers a new secret. Resolves to whether the old secret was still accepted, as the grace says. */
export async function deliverSecret(
  rotation: OAuthRotation,
  created: CreatedSecret,
): Promise<boolean | undefined> {
  const { clientId, accountSid, held, accepts, clock, target, progress, options } = rotation;
  const { clientSecret, oldEndsAtMs = 0 } = created;
  const isOld = held !== undefined && held !== clientSecret && oldEndsAtMs > clock.wallMs();
  const graceKept = isOld ? await accepts(clientId, held) : undefined;
  // Without the old secret nothing works until the new one is there, tried or not.
  if (graceKept !== false) {
    const tryForMs = (options.tryForSeconds ?? 60) * 1000;
    const isNewAccepted = await isAccepted(() => accepts(clientId, clientSecret), clock, tryForMs);
    if (!isNewAccepted) throw notAccepted(clientId, tryForMs, progress.isKept);
    await done(rotation, 'accepted');
  }
  await target.write({ accountSid, clientId, clientSecret }).catch((error: unknown) => {
    throw keyError(
      'delivery-failed',
      `The new secret of ${clientId} was not delivered${whyNotDelivered(error)}, or only in part. The old one works until its grace ends.`,
      progress.isKept
        ? 'Run the rotation again: it goes on with the same secret.'
        : 'Rotate again before then (endOldest), with progressFile, so that no secret is lost.',
    );
  });
  const { clientSecret: _delivered, ...rest } = created;
  await progress.write({ ...rest, state: 'delivered' });
  await done(rotation, 'delivered');
  return graceKept;
}

function notAccepted(clientId: string, tryForMs: number, isKept: boolean): Error {
  return keyError(
    'not-accepted',
    `The token endpoint did not accept the new secret of ${clientId} within ${tryForMs / 1000} s, so it was not delivered. The old one works until its grace ends.`,
    `${isKept ? 'Run the rotation again: it tries the same secret. If it is never accepted, rotate' : 'Rotate'} the secret in the Console, and give the one that it shows as newSecret.`,
  );
}
