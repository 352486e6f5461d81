import type { TwilioKeys } from 'nestjs-twilio-auth/keys';

export async function rotateSecret(keys: TwilioKeys): Promise<Date | undefined> {
  const { oldSecretEndsAt } = await keys.oauth.rotateSecret({
    deliver: { file: '/run/twilio/twilio.json' },
    graceSeconds: 86_400,
  });
  return oldSecretEndsAt;
}
