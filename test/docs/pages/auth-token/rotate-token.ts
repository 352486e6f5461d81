import { setTimeout } from 'node:timers/promises';
import type { TwilioKeys } from 'nestjs-twilio-auth/keys';

/** `idleSeconds` asks the application since when it has not seen `key-2`. */
export async function rotateToken(keys: TwilioKeys, idleSeconds: () => Promise<number>) {
  return keys.authToken.rotate({
    deliver: { signingKeysFile: '/run/twilio/signing-keys' },
    untilOldIsUnused: async () => {
      while ((await idleSeconds()) < 600) await setTimeout(10_000);
    },
  });
}
