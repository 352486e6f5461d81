import type { TwilioAuth } from 'nestjs-twilio-auth';
import type { TwilioKeys } from 'nestjs-twilio-auth/keys';
import { signingAccount } from '../../voice-token/signer.js';
import type { SigningKeys } from './signing-keys.js';

/** Short enough to watch the old key end; a minute and the life of an access token are usual. */
const GRACE_SECONDS = 4;
/** Short enough to watch a key that Twilio never accepts. */
const TRY_FOR_SECONDS = 3;

/** Replaces the API key that signs access tokens, and deletes the old one. */
export async function rotateKey(
  keys: TwilioKeys,
  auth: TwilioAuth,
  signingKeys: SigningKeys,
  onStep: (step: string, sid: string) => void,
): Promise<void> {
  const account = signingAccount(auth);
  const { accessTokenKeySid: keySid = '' } = auth.describe(account);
  await keys.rotate({
    keySid,
    graceSeconds: GRACE_SECONDS,
    tryForSeconds: TRY_FOR_SECONDS,
    deliver: async ({ keySid: newSid, keySecret, keyType }) => {
      signingKeys.add(newSid, keySecret);
      const credential = { method: 'api-key', keySid: newSid, keySecret, keyType } as const;
      // The application tries the new key itself, and keeps the old one if Twilio refuses it.
      await auth.rotate(account, credential, { probe: true });
    },
    onStep: (step, sid) => {
      if (step === 'revoked') signingKeys.delete(keySid);
      onStep(step, sid);
    },
  });
}
