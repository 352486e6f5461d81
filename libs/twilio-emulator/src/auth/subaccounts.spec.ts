import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import type { EmulatedAccount } from '../server/emulated-account.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/iam/api/subaccounts
describe('subaccounts', () => {
  let twilio: TwilioEmulator;
  let parent: EmulatedAccount;
  let child: EmulatedAccount;
  let sibling: EmulatedAccount;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    parent = twilio.account;
    const client = sdk(twilio, parent.sid, parent.authToken);
    await client.api.v2010.accounts.create({ friendlyName: 'child' });
    await client.api.v2010.accounts.create({ friendlyName: 'sibling' });
    [child, sibling] = parent.subaccounts as [EmulatedAccount, EmulatedAccount];
  });
  afterAll(() => twilio.stop());

  const messagesOf = (account: EmulatedAccount): string =>
    `/2010-04-01/Accounts/${account.sid}/Messages.json`;
  const tokenOf = (account: EmulatedAccount): string => basic(account.sid, account.authToken);
  const status = async (path: string, authorization: string): Promise<number> =>
    (await send(twilio, path, { authorization })).status;

  it('can be used with the Auth Token of their parent', async () => {
    expect(await status(messagesOf(child), tokenOf(parent))).toBe(200);
  });

  it.each(['main', 'standard', 'restricted'] as const)(
    'cannot be used with a %s key of their parent',
    async (type) => {
      const { sid, secret } = parent.apiKeys[type];
      const refused = await send(twilio, messagesOf(child), { authorization: basic(sid, secret) });
      expect(refused.json).toMatchObject({ code: 20003, status: 401 });
    },
  );

  it('cannot be used with an OAuth app of their parent', async () => {
    const refused = await send(twilio, messagesOf(child), { authorization: await bearer(twilio) });
    expect(refused.json).toMatchObject({ code: 70051 });
  });

  it('can be used by a parent in the 2010 API only', async () => {
    const path = `/v1/Keys?AccountSid=${child.sid}`;
    expect(await status(path, tokenOf(parent))).toBe(401);
    expect(await status(path, tokenOf(child))).toBe(200);
  });

  it('cannot use their parent or each other', async () => {
    expect(await status(messagesOf(child), tokenOf(child))).toBe(200);
    expect(await status(messagesOf(parent), tokenOf(child))).toBe(401);
    expect(await status(messagesOf(sibling), tokenOf(child))).toBe(401);
  });

  it('have an Account resource that the main key of the parent cannot read', async () => {
    const path = `/2010-04-01/Accounts/${child.sid}.json`;
    const { main } = parent.apiKeys;
    expect(await status(path, tokenOf(parent))).toBe(200);
    expect(await status(path, basic(main.sid, main.secret))).toBe(401);
  });

  it('are created by an Auth Token or a main key, which are shown the new Auth Token', async () => {
    const { main } = parent.apiKeys;
    for (const [user, password] of [
      [parent.sid, parent.authToken] as const,
      [main.sid, main.secret] as const,
    ]) {
      const made = await sdk(twilio, user, password).api.v2010.accounts.create();
      expect(made).toMatchObject({ ownerAccountSid: parent.sid, status: 'active' });
      expect(await status(`/v1/Keys?AccountSid=${made.sid}`, basic(made.sid, made.authToken))).toBe(
        200,
      );
    }
  });

  it('are not created by another key, an OAuth app or a subaccount', async () => {
    const { standard, restricted } = parent.apiKeys;
    const create = async (authorization: string) =>
      (await send(twilio, '/2010-04-01/Accounts.json', { form: {}, authorization })).json;
    const codes = [
      await create(basic(standard.sid, standard.secret)),
      await create(basic(restricted.sid, restricted.secret)),
      await create(await bearer(twilio)),
      await create(tokenOf(child)),
    ];
    expect(codes.map(({ code }) => code)).toEqual([20003, 70051, 70051, 21101]);
  });

  it('and their parent do not show an OAuth app their Auth Token', async () => {
    const path = `/2010-04-01/Accounts/${parent.sid}.json`;
    const { json } = await send(twilio, path, { authorization: await bearer(twilio) });
    expect(json).toMatchObject({ sid: parent.sid });
    expect(json).not.toHaveProperty('auth_token');
  });

  it('stop working when suspended, while the parent can still see and reopen them', async () => {
    const client = sdk(twilio, parent.sid, parent.authToken);
    await client.api.v2010.accounts(sibling.sid).update({ status: 'suspended' });
    expect(await status(messagesOf(sibling), tokenOf(sibling))).toBe(401);
    const refused = await send(twilio, messagesOf(sibling), { authorization: tokenOf(parent) });
    expect(refused.json).toMatchObject({ code: 20403, status: 403 });
    const seen = await client.api.v2010.accounts(sibling.sid).fetch();
    expect(seen.status).toBe('suspended');
    await client.api.v2010.accounts(sibling.sid).update({ status: 'active' });
    expect(await status(messagesOf(sibling), tokenOf(sibling))).toBe(200);
  });

  it('cannot be reopened once closed', async () => {
    const client = sdk(twilio, parent.sid, parent.authToken);
    const { sid } = await client.api.v2010.accounts.create();
    await client.api.v2010.accounts(sid).update({ status: 'closed' });
    await expect(client.api.v2010.accounts(sid).update({ status: 'active' })).rejects.toMatchObject(
      { status: 400 },
    );
  });
});
