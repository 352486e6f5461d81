import { TwilioAccounts, type AccountOptions } from 'nestjs-twilio-auth';
import { TwilioEmulator, type EmulatedAccount } from 'twilio-auth-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { compileWith, keyOptions, oauthOptions } from '#test/support/compile.js';

const ACCOUNTS = 20;
const CALLS = 500;
const AT_ONCE = 40;

it(`never mixes up credentials: ${ACCOUNTS} tenants, ${CALLS} interleaved calls each`, async () => {
  const account = { apiKeys: [{ type: 'standard' }], oauthApps: [{}] } as const;
  const twilio = await TwilioEmulator.start({
    seed: { accounts: Array.from({ length: ACCOUNTS }, () => account) },
    requestLogLimit: 2 * ACCOUNTS * CALLS,
  });
  onTestFinished(() => twilio.stop());
  const resolveAccount = async (id: string): Promise<AccountOptions> =>
    optionsOf(twilio, Number(id));
  const module = await compileWith({ environment: 'test', apiBaseUrl: twilio.url, resolveAccount });
  const accounts = module.get(TwilioAccounts);

  const ids = Array.from({ length: ACCOUNTS * CALLS }, (_, index) =>
    String((index * 7) % ACCOUNTS),
  );
  const worker = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      const client = await accounts.forTenant(id);
      await client.messages.list({ pageSize: 1, limit: 1 });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const calls = twilio.requests.filter(({ path }) => path !== '/v2/token');
  const owners = new Map(twilio.accounts.flatMap((one) => credentialsOf(one)));
  expect(calls).toHaveLength(ACCOUNTS * CALLS);
  expect(twilio.requests.tokenRequests).toBe(ACCOUNTS / 2);
  const wrong = calls.filter(({ path, credential, status }) => {
    const owner = owners.get(credential.sid ?? '') ?? 'nobody';
    return status !== 200 || !path.includes(owner);
  });
  expect(wrong).toEqual([]);
}, 120_000);

/** Half of them authenticate with OAuth, half with an API key. */
function optionsOf(twilio: TwilioEmulator, index: number): AccountOptions {
  const account = twilio.accounts[index] ?? twilio.account;
  const options = index % 2 === 0 ? oauthOptions(twilio, account) : keyOptions(twilio, account);
  const { accountSid, auth } = options;
  return { accountSid, auth };
}

function credentialsOf({ sid, apiKeys, oauthApp }: EmulatedAccount): (readonly [string, string])[] {
  return [
    [apiKeys.standard.sid, sid],
    [oauthApp.clientId, sid],
  ];
}
