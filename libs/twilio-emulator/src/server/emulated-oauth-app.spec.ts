import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, send } from '../../test/support/send.js';
import type { EmulatedOAuthApp } from './emulated-oauth-app.js';
import { TwilioEmulator } from './emulator.js';

// https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps
describe('an OAuth app', () => {
  let twilio: TwilioEmulator;
  let app: EmulatedOAuthApp;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start({ now: () => 1_800_000_000_000 });
    app = twilio.account.oauthApp;
  });
  afterEach(() => twilio.stop());

  const tokenStatus = async (secret: string): Promise<number> =>
    (
      await send(twilio, '/v2/token', {
        form: {
          grant_type: 'client_credentials',
          client_id: app.clientId,
          client_secret: secret,
        },
      })
    ).status;
  const apiStatus = async (authorization: string): Promise<number> =>
    (
      await send(twilio, `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`, {
        authorization,
      })
    ).status;

  it('accepts two secrets during the grace period, never three', async () => {
    const first = app.clientSecret;
    const second = app.rotateSecret({ graceSeconds: 60 });
    expect([await tokenStatus(first), await tokenStatus(second)]).toEqual([200, 200]);
    const third = app.rotateSecret({ graceSeconds: 60 });
    expect([await tokenStatus(first), await tokenStatus(second), await tokenStatus(third)]).toEqual(
      [401, 200, 200],
    );
    twilio.clock.advance(60_000);
    expect([await tokenStatus(second), await tokenStatus(third)]).toEqual([401, 200]);
  });

  it('loses its tokens when its secret is rotated without grace', async () => {
    const authorization = await bearer(twilio);
    const before = app.clientSecret;
    app.rotateSecret({ graceSeconds: 0 });
    expect(await tokenStatus(before)).toBe(401);
    expect(await apiStatus(authorization)).toBe(401);
  });

  it('keeps older tokens valid when it issues a new one', async () => {
    const first = await bearer(twilio);
    const second = await bearer(twilio);
    expect(first).not.toBe(second);
    expect([await apiStatus(first), await apiStatus(second)]).toEqual([200, 200]);
  });

  it('issues tokens for exactly the lifetime that it is set to', async () => {
    app.accessTokenTtlSeconds = 60;
    const authorization = await bearer(twilio);
    twilio.clock.advance(59_999);
    expect(await apiStatus(authorization)).toBe(200);
    twilio.clock.advance(1);
    expect(await apiStatus(authorization)).toBe(401);
  });

  it.each([59, 2_592_001, 90.5, Number.NaN])(
    'rejects a token lifetime of %s seconds',
    (seconds) => {
      expect(() => {
        app.accessTokenTtlSeconds = seconds;
      }).toThrow(RangeError);
    },
  );

  it('issues no tokens once deleted, and those it issued are refused', async () => {
    const authorization = await bearer(twilio);
    app.delete();
    expect(await tokenStatus(app.clientSecret)).toBe(401);
    expect(await apiStatus(authorization)).toBe(401);
  });

  it('issues new tokens after its tokens were revoked', async () => {
    const authorization = await bearer(twilio);
    expect(app.revokeTokens()).toBe(1);
    expect(await apiStatus(authorization)).toBe(401);
    expect(await apiStatus(await bearer(twilio))).toBe(200);
  });
});
