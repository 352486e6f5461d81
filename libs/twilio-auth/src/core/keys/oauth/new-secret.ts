import { clean } from '../../config/clean.js';
import { resolveSecret } from '../../config/resolve-secret.js';
import { TwilioAuthConfigError } from '../../errors/config.error.js';
import type { Clock } from '../../primitives/clock.js';
import { keyError } from '../key-error.js';
import type { RotateOAuthSecretOptions } from './oauth-options.js';
import {
  done,
  type CreatedSecret,
  type OAuthProgress,
  type OAuthRotation,
} from './oauth-rotation.js';
import { SecretRefusedError } from './secret-request.js';

/** The new secret: that of an earlier run, that of the Console, or another one of Twilio's. */
export async function newSecretOf(rotation: OAuthRotation): Promise<CreatedSecret> {
  const { earlier, clientId, clock, graceSeconds, progress, options } = rotation;
  const endOfGrace = () => clock.wallMs() + graceSeconds * 1000;
  if (options.newSecret !== undefined) {
    const given = options.graceSeconds === undefined ? {} : { oldEndsAtMs: endOfGrace() };
    const clientSecret = await secretOf(options.newSecret, clock);
    return keep(rotation, { clientId, clientSecret, ...given, state: 'created' });
  }
  if (earlier?.clientSecret !== undefined) {
    return { ...earlier, clientSecret: earlier.clientSecret };
  }
  await progress.write({ clientId, oldEndsAtMs: endOfGrace(), state: 'requested' });
  await done(rotation, 'requested');
  const clientSecret = await rotation
    .request(clientId, graceSeconds)
    .catch(async (error: unknown) => {
      if (!(error instanceof SecretRefusedError)) throw error;
      await progress.remove();
      throw keyError(
        'request-refused',
        `The secret of ${clientId} was not rotated. ${error.message}`,
      );
    });
  // From the answer on, so that it is never before the end at Twilio.
  return keep(rotation, { clientId, clientSecret, oldEndsAtMs: endOfGrace(), state: 'created' });
}

async function keep<P extends OAuthProgress>(rotation: OAuthRotation, created: P): Promise<P> {
  await rotation.progress.write(created);
  await done(rotation, 'created');
  return created;
}

async function secretOf(
  input: NonNullable<RotateOAuthSecretOptions['newSecret']>,
  clock: Clock,
): Promise<string> {
  const { secret, failure } = await resolveSecret(input, clock);
  const text = clean(secret?.reveal() ?? '');
  if (text !== undefined && failure === undefined) return text;
  const { expected = 'is empty', remedy = 'Give the secret that the Console showed.' } =
    failure ?? {};
  throw new TwilioAuthConfigError([{ path: 'newSecret', expected, remedy }]);
}
