import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accountFrom,
  ACCOUNT_SID,
  CLIENT_ID,
  configErrorOf,
  KEY_SID,
  restSecretOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-auth-'));
  file = join(folder, 'twilio.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const KEY = { accountSid: ACCOUNT_SID, method: 'api-key', keySid: KEY_SID, keySecret: SECRET };
const AWS_KEY = { accountSid: ACCOUNT_SID, apiKeySid: KEY_SID, apiKeySecret: SECRET };

const write = (content: unknown): void =>
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));

const from = (content: unknown, more = {}) => {
  write(content);
  return accountFrom({ TWILIO_CREDENTIALS_FILE: file, ...more });
};

const problemsOf = async (content: unknown, more = {}) => {
  write(content);
  const variables = { TWILIO_CREDENTIALS_FILE: file, ...more };
  const { problems, message } = await configErrorOf({}, variables);
  expect(message).not.toContain(SECRET);
  return problems.map(({ path, variable, expected }) => `${variable} (${path}): ${expected}`);
};

describe('TWILIO_CREDENTIALS_FILE', () => {
  it.each([
    ['an API key', KEY, 'api-key'],
    ['an API key as AWS Secrets Manager stores it', AWS_KEY, 'api-key'],
    [
      'an OAuth app',
      { accountSid: ACCOUNT_SID, method: 'oauth', clientId: CLIENT_ID, clientSecret: SECRET },
      'oauth',
    ],
    [
      'an Auth Token',
      { accountSid: ACCOUNT_SID, method: 'auth-token', authToken: SECRET },
      'auth-token',
    ],
    ['text with a byte order mark and white space', `\uFEFF ${JSON.stringify(KEY)}\n`, 'api-key'],
  ])('may hold %s', async (_, content, method) => {
    const account = await from(content);
    expect(account).toMatchObject({ accountSid: ACCOUNT_SID, rest: { method } });
    expect(restSecretOf(account)).toBe(SECRET);
    expect(account.origin.variables['accountSid']).toBe('TWILIO_CREDENTIALS_FILE');
    expect(account.origin.because).toBe('TWILIO_CREDENTIALS_FILE names a file with it');
  });

  it('leaves the Auth Token beside it to the webhooks', async () => {
    const account = await from(KEY, { TWILIO_AUTH_TOKEN: 'a-token-of-thirty-two-characters' });
    expect(account.rest.method).toBe('api-key');
    expect(account.webhook.keys).toMatchObject([{ name: 'auth-token' }]);
  });

  it('takes type and permissions of its key from their variables, unless it has its own', async () => {
    const more = { TWILIO_API_KEY_TYPE: 'restricted' };
    const permissions = '/twilio/messaging/messages/read';
    expect((await from(AWS_KEY, more)).rest).toMatchObject({ keyType: 'restricted' });
    expect((await from({ ...KEY, keyType: 'standard' }, more)).rest).toMatchObject({
      keyType: 'standard',
    });
    const declared = await from(AWS_KEY, { TWILIO_API_KEY_PERMISSIONS: permissions });
    expect(declared.rest).toMatchObject({ keyType: 'restricted', permissions: [permissions] });
  });

  it('is named as the source of each field, unless that has a variable of its own', async () => {
    const source = 'TWILIO_CREDENTIALS_FILE';
    const alone = { accountSid: source, 'auth.keySid': source, 'auth.keySecret': source };
    const key = await from(AWS_KEY);
    expect(key.origin.variables).toMatchObject({ ...alone, 'auth.keyType': source });
    const typed = await from(AWS_KEY, { TWILIO_API_KEY_TYPE: 'restricted' });
    expect(typed.origin.variables).toMatchObject({
      ...alone,
      'auth.keyType': 'TWILIO_API_KEY_TYPE',
      'auth.permissions': source,
    });
    const permissions = { TWILIO_API_KEY_PERMISSIONS: '/twilio/messaging/messages/read' };
    const declared = await from(AWS_KEY, permissions);
    expect(declared.origin.variables).toMatchObject({
      ...alone,
      'auth.keyType': source,
      'auth.permissions': 'TWILIO_API_KEY_PERMISSIONS',
    });
  });

  it.each([
    ['half written', JSON.stringify(KEY).slice(0, -20), 'is not a JSON object'],
    ['a list', [KEY], 'is not a JSON object'],
    ['without an account', { ...KEY, accountSid: undefined }, 'has no "accountSid"'],
    ['without a method', { ...KEY, method: undefined }, 'has neither a "method" nor both of'],
    ['half of a key', { ...AWS_KEY, apiKeySecret: '' }, 'has neither a "method" nor both of'],
  ])('that is %s is one problem', async (_, content, words) => {
    const problems = await problemsOf(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`TWILIO_CREDENTIALS_FILE (auth): the file ${file} ${words}`);
  });

  it('that does not exist is one problem, and hides no other', async () => {
    const { problems } = await configErrorOf(
      {},
      { TWILIO_CREDENTIALS_FILE: join(folder, 'none'), TWILIO_REGION: 'IE1!' },
    );
    expect(problems.map(({ path }) => path)).toEqual(['auth', 'region']);
    expect(problems[0]?.expected).toBe(`the file ${join(folder, 'none')} cannot be read (ENOENT)`);
  });

  it('with the credential itself in the place of its path does not repeat it', async () => {
    const { message } = await configErrorOf({}, { TWILIO_CREDENTIALS_FILE: SECRET });
    expect(message).toContain('the file cannot be read');
    expect(message).not.toContain(SECRET);
  });

  it('reports fields with the path of their option', async () => {
    expect(await problemsOf({ ...KEY, keySid: CLIENT_ID, webhook: {} })).toEqual([
      'TWILIO_CREDENTIALS_FILE (auth.keySid): expected an API key SID, found an OAuth client id',
      'undefined (auth.webhook): this option does not exist',
    ]);
  });

  it.each([
    ['an API key', VARIABLES['api-key'], 'TWILIO_ACCOUNT_SID, TWILIO_API_KEY, '],
    ['an OAuth app', { TWILIO_OAUTH_CLIENT_SECRET: SECRET }, 'TWILIO_OAUTH_CLIENT_SECRET is'],
    ['test credentials', VARIABLES.test, 'TWILIO_TEST_ACCOUNT_SID, TWILIO_TEST_AUTH_TOKEN are'],
    ['a method', { TWILIO_AUTH_METHOD: 'oauth' }, 'TWILIO_AUTH_METHOD is'],
    ['a file with half of a key', { TWILIO_API_KEY_FILE: '/x' }, 'TWILIO_API_KEY_FILE is'],
  ])('stops the start beside %s', async (_, more, names) => {
    const problems = await problemsOf(KEY, more);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`TWILIO_CREDENTIALS_FILE holds the whole credential, and`);
    expect(problems[0]).toContain(names);
  });
});
