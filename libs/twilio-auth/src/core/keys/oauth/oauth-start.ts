import type { Clock } from '../../primitives/clock.js';
import { keyError } from '../key-error.js';
import type { ProgressFile } from '../progress-file.js';
import type { OAuthProgress, OAuthStart } from './oauth-rotation.js';
import type { OAuthTarget } from './oauth-target.js';

/** Where a run begins, or why it must not: a third secret would end one that may be in use. */
export async function startOf(
  given: { readonly clientId?: string | undefined; readonly endOldest?: boolean | undefined },
  target: OAuthTarget,
  progress: ProgressFile<OAuthProgress>,
  clock: Clock,
): Promise<OAuthStart> {
  const found = await target.read();
  const earlier = await progress.read();
  const clientId = given.clientId ?? found?.clientId ?? earlier?.clientId;
  if (clientId === undefined) {
    throw keyError(
      'key-unknown',
      'There is no OAuth app to rotate the secret of: give its client id, or a JSON file that holds it.',
    );
  }
  if ([found?.clientId, earlier?.clientId].some((id) => id !== undefined && id !== clientId)) {
    throw keyError(
      'target-unusable',
      `The file, or the progress beside it, is of another OAuth app than ${clientId}. Nothing was changed.`,
    );
  }
  const held = found?.clientSecret;
  if (earlier === undefined) return { clientId, held, earlier };
  if (earlier.state === 'finished') {
    const isOver = (earlier.oldEndsAtMs ?? 0) <= clock.wallMs();
    if (!isOver && given.endOldest !== true) throw twoSecrets(earlier);
    return { clientId, held, earlier: undefined };
  }
  // Nobody reads a file here that could have a third secret at once.
  if (earlier.state === 'requested' && held === undefined && given.endOldest !== true) {
    throw twoSecrets(earlier);
  }
  // It was delivered, and this run's predecessor ended before it could note that.
  const isDelivered = earlier.state === 'created' && earlier.clientSecret === held;
  return { clientId, held, earlier: isDelivered ? { ...earlier, state: 'delivered' } : earlier };
}

function twoSecrets({ clientId, state, oldEndsAtMs = 0 }: OAuthProgress): Error {
  const until = new Date(oldEndsAtMs).toISOString();
  const why =
    state === 'requested'
      ? 'an earlier run ended while it asked for one'
      : 'the one before the last rotation is still valid';
  return keyError(
    'two-secrets',
    `The OAuth app ${clientId} may have two secrets until ${until}: ${why}. Twilio ends the older one at once if there is a third.`,
    `Wait until then; or, if no application uses the older one, end it (endOldest, --end-oldest).`,
  );
}
