import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { TwilioAuth, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compileWith } from '#test/support/compile.js';
import { withEnvironment } from '#test/support/environment.js';
import { keysOf, testFolder } from '#test/support/keys.js';
import { message } from '#test/support/message.js';

let twilio: TwilioEmulator;
beforeEach(async () => {
  twilio = await TwilioEmulator.start();
});
afterEach(() => twilio.stop());

/** What an application is told, by the way in which its key is delivered. */
const PLACES = {
  'a JSON file': (folder: string) => {
    const file = join(folder, 'twilio.json');
    return { deliver: { file }, variables: { TWILIO_CREDENTIALS_FILE: file } };
  },
  'a pair of files': (folder: string) => {
    const [sidFile, secretFile] = [join(folder, 'sid'), join(folder, 'secret')];
    const variables = {
      TWILIO_ACCOUNT_SID: twilio.account.sid,
      TWILIO_API_KEY_FILE: sidFile,
      TWILIO_API_SECRET_FILE: secretFile,
    };
    return { deliver: { sidFile, secretFile }, variables };
  },
} as const;

it.each(Object.entries(PLACES))(
  'Five rotations to %s, without any grace, fail no call of a running application',
  async (_, place) => {
    const keys = await keysOf(twilio);
    const { deliver, variables } = place(testFolder());
    await keys.create({ deliver });
    const before = await keys.list();
    const apiBaseUrl = { TWILIO_API_BASE_URL: twilio.url };
    withEnvironment({ NODE_ENV: 'development', ...apiBaseUrl, ...variables });
    const module = await compileWith({});
    const client = module.get(TwilioClient);
    const failures: unknown[] = [];
    let sent = 0;
    const end = new AbortController();
    const send = async (): Promise<void> => {
      while (!end.signal.aborted) {
        await client.messages.create(message).then(
          () => (sent += 1),
          (error: unknown) => failures.push(error),
        );
      }
    };
    const senders = Array.from({ length: 5 }, send);
    for (let rotation = 0; rotation < 5; rotation += 1) {
      const { newKeySid } = await keys.rotate({ deliver, graceSeconds: 0 });
      // The next rotation begins once the application uses this key: there is no grace.
      const inUse = (): string | undefined => module.get(TwilioAuth).describe().identifier;
      while (inUse() !== newKeySid) await setTimeout(10);
    }
    end.abort();
    await Promise.all(senders);
    expect(failures).toEqual([]);
    expect(sent).toBeGreaterThan(20);
    expect(await keys.list()).toHaveLength(before.length);
  },
);
