import { describe, expect, it } from 'vitest';
import {
  accountFrom,
  configErrorOf,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';

const apiKey = VARIABLES['api-key'];
const { TWILIO_ACCOUNT_SID } = apiKey;

describe('the names of a variable', () => {
  it('include an alias for the API key SID and secret', async () => {
    const { rest } = await accountFrom({
      TWILIO_ACCOUNT_SID,
      TWILIO_API_KEY_SID: KEY_SID,
      TWILIO_API_KEY_SECRET: SECRET,
    });
    expect(rest).toMatchObject({ method: 'api-key', keySid: KEY_SID });
  });

  it.each([
    ['TWILIO_API_KEY', 'TWILIO_API_KEY_SID', { TWILIO_API_KEY_SID: KEY_SID }],
    ['TWILIO_API_SECRET', 'TWILIO_API_KEY_SECRET', { TWILIO_API_KEY_SECRET: SECRET }],
    ['TWILIO_API_SECRET', 'TWILIO_API_SECRET_FILE', { TWILIO_API_SECRET_FILE: '/run/secret' }],
    ['TWILIO_API_SECRET', 'TWILIO_API_KEY_SECRET_FILE', { TWILIO_API_KEY_SECRET_FILE: '/run/x' }],
  ])('%s and %s cannot both be set', async (name, other, added) => {
    const { problems } = await configErrorOf({}, { ...apiKey, ...added });

    expect(problems).toMatchObject([{ variable: name }]);
    expect(problems[0]?.expected).toContain(`${name} and ${other}`);
  });

  it('appear in errors as they were set', async () => {
    const { problems } = await configErrorOf(
      {},
      {
        TWILIO_ACCOUNT_SID,
        TWILIO_API_KEY_SID: 'SK-short',
        TWILIO_API_KEY_SECRET_FILE: '/no/such/file',
      },
    );
    expect(problems.map(({ variable }) => variable ?? '').toSorted()).toEqual([
      'TWILIO_API_KEY_SECRET_FILE',
      'TWILIO_API_KEY_SID',
    ]);
  });

  it('are not checked in a unit that is not used', async () => {
    const twice = {
      ...apiKey,
      TWILIO_API_KEY_SID: 'SK-nonsense',
      TWILIO_API_SECRET_FILE: '/nowhere',
    };
    const tokens = { keySid: KEY_SID, keySecret: SECRET };
    const options = { ...OAUTH_OPTIONS, accessTokens: tokens, webhook: {} };

    await expect(load(options, { ...twice })).resolves.toBeDefined();
  });

  it('have no _FILE form unless they hold a half of a credential', async () => {
    const { TWILIO_API_KEY, TWILIO_API_SECRET } = VARIABLES['api-key'];
    const { problems } = await configErrorOf(
      {},
      { TWILIO_ACCOUNT_SID_FILE: '/x', TWILIO_API_KEY, TWILIO_API_SECRET },
    );
    expect(problems).toMatchObject([{ variable: 'TWILIO_ACCOUNT_SID' }]);
  });
});

describe('the value of a variable', () => {
  it.each([
    ['a trailing line break', `${SECRET}\n`],
    ['a Windows line break', `${SECRET}\r\n`],
    ['wrapping quotes', `"${SECRET}"`],
    ['single quotes inside white space', ` '${SECRET}' `],
    ['a byte order mark', `\uFEFF${SECRET}`],
    ['a byte order mark before quotes', `\uFEFF"${SECRET}"\n`],
  ])('is trimmed of %s', async (_what, value) => {
    const { rest } = await accountFrom({ ...apiKey, TWILIO_API_SECRET: value });
    expect('keySecret' in rest && rest.keySecret.reveal()).toBe(SECRET);
  });

  it('keeps a quote that is part of it', async () => {
    const value = `it's"fine`;
    const { rest } = await accountFrom({ ...apiKey, TWILIO_API_SECRET: value });
    expect('keySecret' in rest && rest.keySecret.reveal()).toBe(value);
  });

  it('does not appear in the loaded accounts', async () => {
    const { accounts } = await load({}, { ...VARIABLES.oauth, ...apiKey });
    expect(JSON.stringify(accounts)).not.toContain(SECRET);
  });
});
