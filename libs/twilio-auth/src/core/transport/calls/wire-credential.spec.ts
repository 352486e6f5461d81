import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { basic, TestCredential } from '#test/support/test-credential.js';
import { authStrategyOf, credentialOfCall, headerOf, wireCredentialOf } from './wire-credential.js';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const KEY = `SK${'1'.repeat(32)}`;
const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** Whether the policy is asked before this header leaves. */
async function isJudged(header: string): Promise<boolean> {
  const credential = new TestCredential(header);
  const judged = vi.spyOn(credential, 'assertAuthTokenAllowed');
  expect(await headerOf(credential)).toBe(header);
  return judged.mock.calls.length > 0;
}

describe('a header that leaves', () => {
  it.each([
    ['an account and its token', basic(ACCOUNT, 'token')],
    ['a scheme in lower case', `basic ${encoded(`${ACCOUNT}:token`)}`],
    ['a scheme in capitals', `BASIC ${encoded(`${ACCOUNT}:token`)}`],
    ['several spaces', `  Basic   ${encoded(`${ACCOUNT}:token`)}`],
    ['a space before the SID', `Basic ${encoded(` ${ACCOUNT}:token`)}`],
    ['the SID in lower case', basic(ACCOUNT.toLowerCase(), 'token')],
    ['no padding', basic(ACCOUNT, 'token').replace(/=+$/, '')],
    ['another scheme before it', `Bearer x, ${basic(ACCOUNT, 'token')}`],
  ])('is judged by the policy with %s', async (_, header) => {
    expect(await isJudged(header)).toBe(true);
  });

  it.each([
    ['an API key', basic(KEY, 'secret')],
    ['a token', 'Bearer QUMxMTEx'],
    ['a scheme of another name', `Basics ${encoded(`${ACCOUNT}:token`)}`],
    ['an account SID as the secret of a key', basic(KEY, ACCOUNT)],
  ])('is not judged with %s', async (_, header) => {
    expect(await isJudged(header)).toBe(false);
  });

  it('is refused with the error of the policy', async () => {
    const credential = new TestCredential(basic(ACCOUNT, 'token'));
    credential.assertAuthTokenAllowed = () => {
      throw new Error('not in production');
    };
    await expect(headerOf(credential)).rejects.toThrow('not in production');
    await expect(authStrategyOf(credential).getAuthString()).rejects.toThrow('not in production');
  });
});

describe('an auth strategy of ours', () => {
  const credential = new TestCredential('Bearer x');

  it('asks the policy before it hands out a header, unless the call is allowed already', async () => {
    const judged = vi.spyOn(credential, 'assertPolicy');
    await authStrategyOf(credential, { isCallAllowed: true }).getAuthString();
    expect(judged).not.toHaveBeenCalled();
    await authStrategyOf(credential).getAuthString();
    expect(judged).toHaveBeenCalledTimes(1);
  });

  it('has the methods of those of the SDK', () => {
    expect(authStrategyOf(credential).getAuthType()).toBe('nestjs-twilio-auth');
    expect(authStrategyOf(credential).requiresAuthentication()).toBe(true);
  });

  it.each([undefined, null, 7])('is missing where there is %s', (authStrategy) => {
    const call = { method: 'get', uri: 'https://api.twilio.com/', authStrategy };
    expect(credentialOfCall(call)).toBeUndefined();
  });

  it('is recognised, and shows nothing', () => {
    const strategy = authStrategyOf(credential);
    expect(wireCredentialOf(strategy)).toBe(credential);
    expect(inspect(strategy, { showHidden: true, depth: 9 })).not.toContain('Bearer');
  });

  const real = authStrategyOf(credential);
  const Strategy = real.constructor as new (...given: unknown[]) => object;
  const brand = Symbol.for('nestjs-twilio-auth:wire-credential');

  it.each([
    ['with a symbol that was ours', { [brand]: () => credential }],
    ['with its prototype', Object.create(Object.getPrototypeOf(real) as object) as object],
    ['with its fields', Object.assign({}, real)],
    ['behind a proxy', new Proxy(real, {})],
  ])('cannot be imitated %s', (_, imitation) => {
    expect(wireCredentialOf(imitation)).toBeUndefined();
    const call = { method: 'get', uri: 'https://api.twilio.com/', authStrategy: imitation };
    expect(() => credentialOfCall(call)).toThrow('authStrategy of its own');
  });

  it('cannot be made with its constructor', () => {
    expect(() => new Strategy(Symbol('ours'), credential, true)).toThrow(TypeError);
    expect(() => new Strategy(credential)).toThrow(TypeError);
  });
});
