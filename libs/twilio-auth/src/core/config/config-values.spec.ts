import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  accountFrom,
  API_KEY_OPTIONS,
  configErrorOf,
  KEY_SID,
  load,
  problemOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import { namedIn, verifiesWithAuthTokenVariable } from './account-origin.js';
import { isHttpBaseUrl, parseBaseUrl } from './base-url.js';
import { clean, cleaned } from './clean.js';
import { toEnvironment } from './environment.js';
import { Env, processVariables, readNetworkEnv } from './read-env.js';
import { SecretFileError } from './resolve-secret.js';

describe('a base URL', () => {
  it('keeps its path without the slash at the end', () => {
    expect(parseBaseUrl('https://h/a')?.path).toBe('/a');
    expect(parseBaseUrl('https://h/a/')?.path).toBe('/a');
    expect(parseBaseUrl('https://h/')?.path).toBe('');
  });

  it.each([
    ['https://h', true],
    ['HTTP://h:1/x', true],
    ['xhttp://h', false],
    ['ws://h', false],
  ])('is for HTTP requests only where it says so: %s', (url, isHttp) =>
    expect(isHttpBaseUrl(url)).toBe(isHttp),
  );

  it('is a text', () => expect(isHttpBaseUrl(['https://h'])).toBe(false));
});

describe('a value with what editors and shells leave around it', () => {
  it.each([
    ['\uFEFF x ', 'x'],
    ['x\uFEFFy', 'x\uFEFFy'],
    ['" x "', 'x'],
    ["'x'", 'x'],
    ['"x\'', '"x\''],
    ['" "', undefined],
  ])('is cleaned: %j', (value, text) => expect(clean(value)).toBe(text));

  it('is left out of options when it is empty', () => {
    const fields = cleaned({ a: ' x ', b: '', c: undefined, d: null, e: 7 });
    expect(Object.entries(fields)).toEqual([
      ['a', 'x'],
      ['d', null],
      ['e', 7],
    ]);
  });
});

describe('where a configuration comes from', () => {
  it('says that a method was named, without alternatives', () => {
    const because = 'the options say so';
    expect(namedIn('options', because)).toEqual({
      source: 'options',
      variables: {},
      because,
      methodNamed: true,
      alternatives: [],
    });
  });

  it.each([
    ['TWILIO_AUTH_TOKEN', true],
    ['TWILIO_AUTH_TOKEN_FILE', true],
    ['TWILIO_WEBHOOK_SIGNING_KEYS', false],
  ])('says whether %s verifies webhooks as the Auth Token', (name, isToken) => {
    const origin = { ...namedIn('environment', ''), variables: { 'webhook.signingKeys': name } };
    expect(verifiesWithAuthTokenVariable(origin)).toBe(isToken);
    expect(verifiesWithAuthTokenVariable(namedIn('options', ''))).toBe(false);
  });

  it.each([
    ['development', 'NODE_ENV is "development"'],
    ['production', 'NODE_ENV is "production"'],
    ['prod-eu', 'NODE_ENV is "prod-eu"'],
    ['staging', 'NODE_ENV is "staging", which is not declared non-production'],
    ['preprod', 'NODE_ENV is "preprod", which is not declared non-production'],
  ])('says why %s counts as production or not', (name, because) => {
    expect(toEnvironment(undefined, name).because).toBe(because);
  });
});

describe('the environment', () => {
  it('is that of the process, with the network settings of every client', () => {
    expect(processVariables()).toBe(process.env);
    const env = new Env({ HTTPS_PROXY: 'https://p', no_proxy: 'h', TWILIO_CA_BUNDLE: '/ca.pem' });
    expect({ ...readNetworkEnv(env) }).toEqual({
      httpsProxy: 'https://p',
      noProxy: 'h',
      caBundlePath: '/ca.pem',
    });
    expect(Object.keys(readNetworkEnv(new Env({})))).toEqual([]);
  });

  it('has the account SID of the live account where a credential is not complete', async () => {
    const test = { TWILIO_TEST_ACCOUNT_SID: 'AC1', TWILIO_ACCOUNT_SID: ACCOUNT_SID };
    const { problems } = await configErrorOf({}, { ...test, TWILIO_API_KEY: KEY_SID });
    expect(problems.map(({ path }) => path)).not.toContain('accountSid');
  });

  it('is refused where it says one value in two ways', async () => {
    const twice = { ...VARIABLES['api-key'], TWILIO_API_SECRET_FILE: '/secret' };
    expect(await problemOf({}, twice)).toMatch(/are both set$/);
  });

  it('has a key for access tokens where one half of it is set', async () => {
    const { problems } = await configErrorOf(
      {},
      { ...VARIABLES['api-key'], TWILIO_ACCESS_TOKEN_KEY: KEY_SID },
    );
    expect(problems.map(({ path }) => path)).toEqual(['accessTokens.keySecret']);
  });

  it('lets its API key sign access tokens beside OAuth and an Auth Token', async () => {
    const { TWILIO_API_KEY, TWILIO_API_SECRET } = VARIABLES['api-key'];
    const key = { TWILIO_API_KEY, TWILIO_API_SECRET };
    for (const method of ['oauth', 'auth-token'] as const) {
      const named = { ...VARIABLES[method], ...key, TWILIO_AUTH_METHOD: method };
      expect((await accountFrom(named)).accessTokens?.keySid).toBe(KEY_SID);
    }
  });
});

describe('options', () => {
  const http = (value: object) => ({ ...API_KEY_OPTIONS, http: value });

  it.each([
    [{ proxy: 7 }, 'http.proxy: expected a proxy URL or false'],
    [{ proxy: 'socks5://p' }, 'http.proxy: a SOCKS proxy is not supported'],
    [{ connections: 1.5 }, 'http.connections: expected a whole number from 1 to'],
    [{ connections: 0 }, 'http.connections: expected a whole number from 1 to'],
  ])('are refused with what was expected: %j', async (value, problem) => {
    expect(await problemOf(http(value))).toContain(problem);
  });

  it('may have the largest number, and no larger one', async () => {
    const problem = await problemOf(http({ connections: 1e9 }));
    const most = Number(/to (\d+)/.exec(problem)?.[1]);
    expect((await load(http({ connections: most }))).http.connections).toBe(most);
    expect(await problemOf(http({ connections: most + 1 }))).toBe(
      problem.replace('1000000000', `${most + 1}`),
    );
  });

  it('may switch a proxy off', async () => {
    expect((await load(http({ proxy: false }))).http.proxy).toBe(false);
  });

  it.each([
    [['ie1'], /^region: expected a Twilio location/],
    ['IE1', /^region: expected a Twilio location such as ie1, found "IE1"$/],
  ])('have a location that is a word: %j', async (region, problem) => {
    expect(await problemOf({ ...API_KEY_OPTIONS, region, edge: 'dublin' })).toMatch(problem);
  });

  it.each([
    [undefined, / is missing$/],
    [KEY_SID, /^accountSid: expected an account SID.*, found an API key SID$/i],
    ['AC1', /, found 3 characters$/],
    [7, /and 32 hexadecimal digits$/],
  ])('say what a SID is instead: %j', async (accountSid, problem) => {
    expect(await problemOf({ ...API_KEY_OPTIONS, accountSid })).toMatch(problem);
  });

  it('cache a thousand tenants for five minutes', async () => {
    expect((await load(API_KEY_OPTIONS)).tenants).toMatchObject({ max: 1000, ttlSeconds: 300 });
  });

  it('say of a secret file what is wrong with it', () => {
    expect(new SecretFileError('/run/secret', 'EIO').failure).toMatchObject({
      expected: 'the file /run/secret cannot be read (EIO)',
      remedy: 'Check the file and its path.',
    });
    expect(JSON.stringify(new SecretFileError(SECRET, 'ENOENT').failure)).not.toContain(SECRET);
  });
});
