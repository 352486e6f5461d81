import { TwilioAuth, TwilioAuthEvents, TwilioClient, type AuthOptions } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { compileWith, keyOptions, oauthOptions } from '#test/support/compile.js';

const ROTATIONS = 100;
const WORKERS = 8;

it(`fails no call during ${ROTATIONS} rotations, each of which deletes the previous key`, async () => {
  const account = { apiKeys: [{ type: 'standard' }, { type: 'main' }], oauthApps: [{}] } as const;
  const twilio = await TwilioEmulator.start({ seed: { accounts: [account] } });
  onTestFinished(() => twilio.stop());
  const module = await compileWith(keyOptions(twilio, twilio.account));
  const [auth, client] = [module.get(TwilioAuth), module.get(TwilioClient)];
  let rotations = 0;
  module.get(TwilioAuthEvents).on('credentials.rotated', () => (rotations += 1));
  const console = await consoleOf(twilio);

  const done = new AbortController();
  let calls = 0;
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (!done.signal.aborted) {
      await client.messages
        .list({ pageSize: 1, limit: 1 })
        .catch((error: unknown) => failures.push(error));
      calls += 1;
    }
  };
  const load = Promise.all(Array.from({ length: WORKERS }, worker));
  let old: string | undefined = twilio.account.apiKeys.standard.sid;
  for (let turn = 0; turn < ROTATIONS; turn += 1) {
    // Every tenth time to OAuth, so that the kind of the credential changes too.
    const isOAuth = turn % 10 === 9;
    const created = isOAuth ? undefined : await console.newKey();
    const next: AuthOptions =
      created === undefined
        ? oauthOptions(twilio, twilio.account).auth
        : { method: 'api-key', keySid: created.sid, keySecret: created.secret };
    await auth.rotate('default', next, { probe: turn % 5 === 0 });
    if (old !== undefined) await console.deleteKey(old);
    old = created?.sid;
  }
  done.abort();
  await load;

  expect(failures).toEqual([]);
  expect(rotations).toBe(ROTATIONS);
  expect(calls).toBeGreaterThan(ROTATIONS);
}, 120_000);

/** What an operator does in the Console meanwhile, on a connection of its own. */
async function consoleOf({ url, account }: TwilioEmulator) {
  const credential = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
  const send = async (method: string, path: string): Promise<Response> => {
    const response = await fetch(`${url}/2010-04-01/Accounts/${account.sid}/${path}`, {
      method,
      headers: { authorization: `Basic ${credential}` },
    });
    expect(response.ok).toBe(true);
    return response;
  };
  return {
    newKey: async () => {
      const response = await send('POST', 'Keys.json');
      return (await response.json()) as { sid: string; secret: string };
    },
    deleteKey: async (sid: string) => void (await send('DELETE', `Keys/${sid}.json`)),
  };
}
