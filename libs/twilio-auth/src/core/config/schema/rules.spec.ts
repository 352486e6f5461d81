import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  API_KEY_OPTIONS,
  CLIENT_ID,
  configErrorOf,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
  problemOf,
  SECRET,
} from '#test/support/configuration.js';

describe('a SID', () => {
  it.each([
    ['an API key SID', KEY_SID],
    ['an OAuth client id', CLIENT_ID],
  ])('of an account is distinguished from %s', async (what, accountSid) => {
    const problem = await problemOf({ ...OAUTH_OPTIONS, accountSid });
    expect(problem).toBe(`accountSid: expected an account SID, found ${what}`);
  });

  it('of an OAuth app is distinguished from an account SID', async () => {
    const auth = { ...OAUTH_OPTIONS.auth, clientId: ACCOUNT_SID };
    const problem = await problemOf({ ...OAUTH_OPTIONS, auth });
    expect(problem).toBe('auth.clientId: expected an OAuth client id, found an account SID');
  });

  it('of an API key is distinguished from an OAuth client id', async () => {
    const auth = { ...API_KEY_OPTIONS.auth, keySid: CLIENT_ID };
    const problem = await problemOf({ ...API_KEY_OPTIONS, auth });
    expect(problem).toBe('auth.keySid: expected an API key SID, found an OAuth client id');
  });

  it.each([
    [33, `${ACCOUNT_SID}1`.slice(0, 33)],
    [35, `${ACCOUNT_SID}1`],
    [34, `AC${'g'.repeat(32)}`],
    [34, `ac${'1'.repeat(32)}`],
  ])(
    'with %i characters that is malformed is rejected with its length',
    async (length, accountSid) => {
      const problem = await problemOf({ ...OAUTH_OPTIONS, accountSid });
      expect(problem).toMatch(new RegExp(`32 hexadecimal digits, found ${length} characters$`));
    },
  );

  it.each([undefined, '', '  ', '""'])(
    'is reported as missing when it is %j',
    async (accountSid) => {
      expect(await problemOf({ ...OAUTH_OPTIONS, accountSid })).toMatch(/is missing$/);
    },
  );

  it.each([7, {}, [[ACCOUNT_SID]], null, true])('is rejected when it is %j', async (accountSid) => {
    const problem = await problemOf({ ...OAUTH_OPTIONS, accountSid });
    expect(problem).toBe('accountSid: expected an account SID: AC and 32 hexadecimal digits');
  });

  it('may be surrounded by white space', async () => {
    const { accounts } = await load({ ...OAUTH_OPTIONS, accountSid: ` ${ACCOUNT_SID}\n` });
    expect(accounts[0]?.account.accountSid).toBe(ACCOUNT_SID);
  });
});

describe('a secret', () => {
  it.each([
    ['an account SID', ACCOUNT_SID],
    ['an API key SID', KEY_SID],
    ['an OAuth client id', CLIENT_ID],
  ])('is rejected when it is %s', async (what, keySecret) => {
    const auth = { ...API_KEY_OPTIONS.auth, keySecret };
    const problem = await problemOf({ ...API_KEY_OPTIONS, auth });
    expect(problem).toBe(`auth.keySecret: the API key secret holds ${what} instead of a secret`);
  });

  it.each(['two words', 'a\tb', 'a\u0000b', 'line\nbreak'])(
    'is rejected when it contains white space or control characters: %j',
    async (keySecret) => {
      const { message } = await configErrorOf({
        ...API_KEY_OPTIONS,
        auth: { ...API_KEY_OPTIONS.auth, keySecret },
      });
      expect(message).toMatch(/white space or control characters/);
      expect(message).not.toContain(keySecret);
    },
  );

  it.each([undefined, '', ' \n', '""', '\uFEFF'])(
    'is reported as missing when it is %j',
    async (keySecret) => {
      const auth = { ...API_KEY_OPTIONS.auth, keySecret };
      const problem = await problemOf({ ...API_KEY_OPTIONS, auth });
      expect(problem).toBe('auth.keySecret: the API key secret is missing');
    },
  );

  it.each([7, {}, [[]], true, Buffer.from(SECRET)])(
    'is rejected when it is %j',
    async (keySecret) => {
      const auth = { ...API_KEY_OPTIONS.auth, keySecret };
      const problem = await problemOf({ ...API_KEY_OPTIONS, auth });
      expect(problem).toBe('auth.keySecret: expected a string or a function that returns one');
    },
  );
});
