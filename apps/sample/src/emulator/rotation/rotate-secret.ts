import type { TwilioAuth } from 'nestjs-twilio-auth';
import type { TwilioKeys } from 'nestjs-twilio-auth/keys';

/** Short enough to watch the old secret end; a day is usual. */
const GRACE_SECONDS = 4;

/** Gives the OAuth app another secret, and this application with it. */
export async function rotateSecret(
  keys: TwilioKeys,
  auth: TwilioAuth,
  clientId: string,
  onStep: (step: string, sid: string) => void,
): Promise<void> {
  await keys.oauth.rotateSecret({
    clientId,
    graceSeconds: GRACE_SECONDS,
    waitForExpiry: true,
    deliver: ({ clientSecret }) =>
      auth.rotate('default', { method: 'oauth', clientId, clientSecret }),
    onStep,
  });
}
