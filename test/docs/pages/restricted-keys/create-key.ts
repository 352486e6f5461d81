import { readFile } from 'node:fs/promises';
import type { TwilioClient } from 'nestjs-twilio-auth';

/** `admin` is a client on a main key, or on a restricted one with `/twilio/iam/api-keys/create`. */
export async function createRestrictedKey(
  admin: TwilioClient,
  friendlyName: string,
  lockFile = 'twilio-permissions.json',
) {
  const { permissions } = JSON.parse(await readFile(lockFile, 'utf8')) as { permissions: string[] };
  return admin.iam.v1.newApiKey.create({
    accountSid: admin.accountSid,
    friendlyName,
    keyType: 'restricted',
    policy: { allow: permissions },
  });
}
