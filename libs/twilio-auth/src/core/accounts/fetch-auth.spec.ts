import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  accountFrom,
  accountOf,
  ACCOUNT_SID,
  API_KEY_OPTIONS,
  CLIENT_ID,
  configErrorOf,
  load,
  problemOf,
  restSecretOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import { FakeClock } from '../../testing/fake-clock.js';

const { accountSid, auth: KEY } = API_KEY_OPTIONS;

describe('A function as auth', () => {
  it.each([
    ['an object', () => KEY],
    ['a promise of one', async () => KEY],
    ['an object with the SID of its account', () => ({ ...KEY, accountSid })],
    ['an object with a secret function', () => ({ ...KEY, keySecret: async () => SECRET })],
  ])('may return %s', async (_, auth) => {
    const account = await accountOf({ accountSid, auth });
    expect(account.rest).toMatchObject({ method: 'api-key', keySid: KEY.keySid });
    expect(restSecretOf(account)).toBe(SECRET);
  });

  it('is called for named accounts too', async () => {
    const { accounts } = await load({
      ...API_KEY_OPTIONS,
      accounts: { billing: { accountSid, auth: () => KEY } },
    });
    expect(accounts[1]?.account.rest.method).toBe('api-key');
    expect(accounts[1]?.renewal).toMatchObject({ isRereadable: true, fetchesPair: true });
  });

  it('may return the options of a custom method', async () => {
    const auth = () => ({ method: 'vault', path: 'a' });
    const account = await accountOf({ accountSid, auth }, undefined, { methods: ['vault'] });
    expect(account.rest.method).toBe('vault');
  });

  it.each<[string, () => unknown, string]>([
    ['throws', () => JSON.parse(SECRET) as unknown, 'auth: the function threw or rejected'],
    [
      'returns a string',
      () => SECRET,
      'auth: the function returned no object with a method, found a string',
    ],
    ['returns nothing', () => undefined, 'auth: the function returned no object with a method'],
    [
      'returns another account',
      () => ({ ...KEY, accountSid: `AC${'9'.repeat(32)}` }),
      'auth: the credential is of another account than accountSid',
    ],
    [
      'returns an unknown method',
      () => ({ ...KEY, method: 'apikey' }),
      'auth.method: expected one of oauth, api-key, auth-token, test, found "apikey"',
    ],
    [
      'returns another kind of SID',
      () => ({ ...KEY, keySid: CLIENT_ID }),
      'auth.keySid: expected an API key SID, found an OAuth client id',
    ],
  ])('that %s is one problem', async (_, auth, problem) => {
    expect(await problemOf({ accountSid, auth })).toBe(problem);
  });

  it('that never returns is a problem after ten seconds', async () => {
    const clock = new FakeClock();
    const loading = configErrorOf({ accountSid, auth: () => new Promise(() => {}) }, {}, { clock });
    await clock.advance(0);
    await clock.advance(10_000);
    const { problems } = await loading;
    expect(problems[0]?.expected).toContain('did not return the credential within 10 seconds');
  });
});

describe('The SID of a credential in a file', () => {
  const fileWith = (text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'twilio-auth-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'sid');
    writeFileSync(file, text);
    return file;
  };

  it.each([
    ['api-key', 'TWILIO_API_KEY'],
    ['api-key', 'TWILIO_API_KEY_SID'],
    ['oauth', 'TWILIO_OAUTH_CLIENT_ID'],
  ] as const)('of %s is read from %s_FILE', async (method, name) => {
    const { TWILIO_API_KEY, ...rest } = { TWILIO_API_KEY: '', ...VARIABLES[method] };
    const id = method === 'oauth' ? CLIENT_ID : TWILIO_API_KEY;
    const variables = {
      ...rest,
      TWILIO_OAUTH_CLIENT_ID: '',
      [`${name}_FILE`]: fileWith(`${id}\n`),
    };
    const account = await accountFrom(variables);
    expect(JSON.stringify(account.rest)).toContain(id);
    expect(Object.values(account.origin.variables)).toContain(`${name}_FILE`);
  });

  it('is one problem where the file is missing, and names its variable', async () => {
    const { TWILIO_API_KEY: _sid, ...rest } = VARIABLES['api-key'];
    const { problems } = await configErrorOf({}, { ...rest, TWILIO_API_KEY_FILE: '/none/sid' });
    expect(problems).toMatchObject([
      {
        path: 'auth.keySid',
        variable: 'TWILIO_API_KEY_FILE',
        expected: 'the file /none/sid cannot be read (ENOENT)',
      },
    ]);
  });

  it('signs no access tokens for an OAuth app, since a signing key cannot change', async () => {
    const { TWILIO_API_KEY, TWILIO_API_SECRET } = VARIABLES['api-key'];
    const spare = { TWILIO_API_KEY_FILE: fileWith(TWILIO_API_KEY), TWILIO_API_SECRET };
    const account = await accountFrom({ ...VARIABLES.oauth, ...spare });
    expect(account).toMatchObject({ accountSid: ACCOUNT_SID, rest: { method: 'oauth' } });
    expect(account.accessTokens).toBeUndefined();
  });
});
