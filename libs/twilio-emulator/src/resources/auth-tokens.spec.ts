import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/iam/api/secondary_authtoken, https://www.twilio.com/docs/iam/api/authtoken
describe('the rotation of an Auth Token', () => {
  let twilio: TwilioEmulator;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterEach(() => twilio.stop());

  const works = async (token: string): Promise<boolean> => {
    const path = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
    const authorization = basic(twilio.account.sid, token);
    return (await send(twilio, path, { authorization })).status === 200;
  };

  it('lets both tokens work until the promotion, then only the new one', async () => {
    const before = twilio.account.authToken;
    const client = sdk(twilio, twilio.account.sid, before);
    const made = await client.accounts.v1.secondaryAuthToken().create();
    expect(made.secondaryAuthToken).toMatch(/^[0-9a-f]{32}$/);
    expect([await works(before), await works(made.secondaryAuthToken)]).toEqual([true, true]);
    const promoted = await client.accounts.v1.authTokenPromotion().update();
    expect(promoted.authToken).toBe(made.secondaryAuthToken);
    expect(twilio.account.authToken).toBe(made.secondaryAuthToken);
    expect([await works(before), await works(made.secondaryAuthToken)]).toEqual([false, true]);
  });

  it('can be abandoned by deleting the secondary token', async () => {
    const client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    const { secondaryAuthToken } = await client.accounts.v1.secondaryAuthToken().create();
    await client.accounts.v1.secondaryAuthToken().remove();
    expect(await works(secondaryAuthToken)).toBe(false);
    await expect(client.accounts.v1.authTokenPromotion().update()).rejects.toMatchObject({
      code: 20404,
    });
  });

  it('does not replace a secondary token that may be in use', async () => {
    const client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    await client.accounts.v1.secondaryAuthToken().create();
    await expect(client.accounts.v1.secondaryAuthToken().create()).rejects.toMatchObject({
      status: 400,
    });
  });

  it('is refused to a standard key', async () => {
    const { sid, secret } = twilio.account.apiKeys.standard;
    const client = sdk(twilio, sid, secret);
    await expect(client.accounts.v1.secondaryAuthToken().create()).rejects.toMatchObject({
      code: 20003,
    });
  });

  it('signs webhooks with the new token after the promotion, not before', async () => {
    const client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    const sign = () => twilio.webhooks.signature('https://a.test/');
    const before = sign();
    await client.accounts.v1.secondaryAuthToken().create();
    expect(sign()).toBe(before);
    await client.accounts.v1.authTokenPromotion().update();
    expect(sign()).not.toBe(before);
  });
});
