import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TwilioAccounts } from 'nestjs-twilio-auth';
import type {
  CreateSubaccountOptions,
  NewTwilioKey,
  SubaccountStep,
  TwilioKeys,
} from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { compileWith, keyOptions } from '#test/support/compile.js';
import { startKeys, tokenKeysOf } from '#test/support/keys.js';
import { message } from '#test/support/message.js';
import { withPollution } from '#test/support/pollution.js';
import { rejectionOf } from '#test/support/thrown.js';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
let file: string;
beforeEach(async () => {
  ({ twilio, keys, folder, file } = await startKeys());
});

const held = () => JSON.parse(readFileSync(file, 'utf8')) as NewTwilioKey & { method: 'api-key' };
const policy = { allow: ['/twilio/messaging/messages/create'] };
const create = (more: Partial<CreateSubaccountOptions> = {}) =>
  keys.subaccounts.create({ deliver: { file }, ...more });
const subaccounts = () => twilio.account.subaccounts;

/** Sends a message as a tenant with the delivered key. */
async function sendAsTenant() {
  const { accountSid, ...auth } = held();
  const module = await compileWith({
    ...keyOptions(twilio, twilio.account),
    resolveAccount: async () => ({ accountSid, auth }),
  });
  return (await module.get(TwilioAccounts).forTenant('acme')).messages.create(message);
}

describe('Creating a subaccount', () => {
  it('delivers a restricted key of its own, with which a tenant sends a message', async () => {
    const steps: [SubaccountStep, string][] = [];
    const onStep = (step: SubaccountStep, sid: string) => void steps.push([step, sid]);
    const report = await create({ friendlyName: 'Acme', policy, keyName: 'acme', onStep });
    const { accountSid, keySid } = report;
    const names = ['created', 'key-created', 'accepted', 'delivered', 'named'];
    expect(steps).toEqual(names.map((name) => [name, accountSid]));
    expect(subaccounts().map(({ sid }) => sid)).toEqual([accountSid]);
    expect(held()).toMatchObject({ accountSid, keySid, keyType: 'restricted' });
    expect(report).toMatchObject({
      keyType: 'restricted',
      resumed: false,
      removed: [],
      leftOver: [],
    });
    expect(await sendAsTenant()).toMatchObject({ accountSid, status: 'queued' });
  });

  it('writes its Auth Token and its secret nowhere but in the file', async () => {
    const report = await create();
    const { authToken } = subaccounts()[0]!;
    const text = JSON.stringify(report) + readFileSync(file, 'utf8');
    expect(text).not.toContain(authToken);
    expect(JSON.stringify(report)).not.toContain(held().keySecret);
  });

  it('waits until Twilio accepts the new Auth Token and the new key', async () => {
    twilio.faults.inject({ kind: 'propagation', ms: 700 });
    await create();
    expect(await sendAsTenant()).toMatchObject({ accountSid: held().accountSid });
  });

  it('tells what it would do, and creates nothing', async () => {
    const plan = await keys.subaccounts.planCreate({ deliver: { file }, policy });
    const steps = ['created', 'key-created', 'accepted', 'delivered', 'named'];
    expect(plan).toEqual({ keyType: 'restricted', steps });
    expect([subaccounts(), existsSync(file)]).toEqual([[], false]);
  });

  it.each<[string, () => Partial<CreateSubaccountOptions>]>([
    [
      'a file with a credential in it',
      () => {
        const content = { accountSid: twilio.account.sid, apiKeySid: 'x', apiKeySecret: 'y' };
        writeFileSync(file, JSON.stringify(content));
        return {};
      },
    ],
    [
      'a pair of files with a credential in it',
      () => {
        const [sidFile, secretFile] = [join(folder, 'sid'), join(folder, 'secret')];
        writeFileSync(sidFile, 'SK');
        writeFileSync(secretFile, 'secret');
        return { deliver: { sidFile, secretFile } };
      },
    ],
    ['permissions that do not exist', () => ({ policy: { allow: ['/twilio/no/such/thing'] } })],
  ])('is refused with %s, before it is created', async (_, prepare) => {
    await rejectionOf(create(prepare()));
    expect(subaccounts()).toEqual([]);
  });

  it('stops and names it where the answer shows no Auth Token', async () => {
    const sid = `AC${'7'.repeat(32)}`;
    const body = { sid, friendly_name: 'Acme', status: 'active' };
    twilio.faults.inject({ kind: 'answer', status: 201, body, times: 1 });
    const error = await rejectionOf(create());
    expect(error).toMatchObject({ reason: 'subaccount-incomplete' });
    expect(error.message).toContain(sid);
    expect(existsSync(file)).toBe(false);
  });

  it('names it where its Auth Token is not accepted, and where its key is not delivered', async () => {
    twilio.faults.inject({ kind: 'propagation', ms: 3_600_000, times: 1 });
    const first = await rejectionOf(create({ tryForSeconds: 0 }));
    expect(first.message).toContain(subaccounts()[0]!.sid);
    const deliver = async ({ keySecret }: NewTwilioKey) => {
      throw new Error(keySecret);
    };
    const second = await rejectionOf(create({ deliver }));
    const { sid } = subaccounts()[1]!;
    expect(second).toMatchObject({
      reason: 'subaccount-incomplete',
      hint: expect.stringContaining(sid),
    });
    expect(second.message).toMatch(new RegExp(`${sid}.*was not delivered`));
  });
});

/** Runs a creation up to a step after which its process does nothing any more. */
function runUntil(last: SubaccountStep, more: Partial<CreateSubaccountOptions> = {}) {
  return new Promise<string>((resolve, reject) => {
    const onStep = (step: SubaccountStep, sid: string): Promise<void> | undefined => {
      if (step !== last) return undefined;
      resolve(sid);
      return new Promise(() => {});
    };
    create({ onStep, ...more }).catch(reject);
  });
}

describe('A creation that ends with its process', () => {
  it.each(['created', 'key-created', 'accepted', 'delivered', 'named'] as const)(
    'after "%s" is finished in the same subaccount, with one key in it',
    async (step) => {
      const accountSid = await runUntil(step);
      const parent = await tokenKeysOf(twilio);
      const report = await parent.subaccounts.create({ accountSid, deliver: { file } });
      expect(report).toMatchObject({ accountSid, resumed: true, leftOver: [] });
      expect(subaccounts()).toHaveLength(1);
      expect(held()).toMatchObject({ accountSid, keySid: report.keySid });
      const all = await (await tokenKeysOf(twilio, subaccounts()[0])).list();
      expect(all.map(({ keySid, friendlyName }) => [keySid, friendlyName])).toEqual([
        [report.keySid, 'first key'],
      ]);
    },
  );

  it('names the keys that a function may have delivered', async () => {
    let given: NewTwilioKey | undefined;
    const deliver = (key: NewTwilioKey) => void (given = key);
    const accountSid = await runUntil('delivered', { deliver });
    const parent = await tokenKeysOf(twilio);
    const { keySid } = given!;
    const report = await parent.subaccounts.create({ accountSid, deliver });
    expect(report.leftOver).toEqual([keySid]);
  });

  it('names the keys that a command may have delivered, whatever Object.prototype has', async () => {
    const deliver = { command: 'cat > /dev/null' };
    const accountSid = await runUntil('delivered', { deliver });
    const parent = await tokenKeysOf(twilio);
    const { leftOver, removed } = await withPollution('sidFile', 'polluted', () =>
      parent.subaccounts.create({ accountSid, deliver }),
    );
    expect(leftOver).toHaveLength(1);
    expect(removed).toEqual([]);
  });
});
