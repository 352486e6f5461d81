import { TwilioClient } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { compileWith, keyOptions } from '#test/support/compile.js';

/** An API key of the emulator. */
export interface NewKey {
  readonly keySid: string;
  readonly keySecret: string;
}

/** Creates and deletes credentials of the emulator's account, as an administrator does. */
export async function keyAdmin(twilio: TwilioEmulator) {
  const { sid, apiKeys } = twilio.account;
  const { main } = apiKeys;
  const auth = { method: 'api-key', keySid: main.sid, keySecret: main.secret } as const;
  const module = await compileWith({ ...keyOptions(twilio, twilio.account), auth });
  const client = module.get(TwilioClient);
  const { v1 } = client.iam;
  return {
    async create(): Promise<NewKey> {
      const key = await v1.newApiKey.create({ accountSid: sid });
      return { keySid: key.sid, keySecret: key.secret };
    },
    delete: (key: string) => v1.apiKey(key).remove(),
    createSecondary: () => client.accounts.v1.secondaryAuthToken().create(),
    removeSecondary: () => client.accounts.v1.secondaryAuthToken().remove(),
    policyOf: async (key: string) => (await v1.apiKey(key).fetch()).policy,
  };
}
