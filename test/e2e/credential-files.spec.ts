import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TwilioAuth, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { compileWith } from '#test/support/compile.js';
import { withEnvironment } from '#test/support/environment.js';
import { keyAdmin, type NewKey } from '#test/support/key-admin.js';
import { message } from '#test/support/message.js';

let twilio: TwilioEmulator;
let folder: string;
let admin: Awaited<ReturnType<typeof keyAdmin>>;
let clock: FakeClock;
beforeEach(async () => {
  twilio = await TwilioEmulator.start();
  folder = await mkdtemp(join(tmpdir(), 'twilio-auth-'));
  admin = await keyAdmin(twilio);
  clock = new FakeClock();
});
afterEach(async () => {
  await twilio.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts with the environment of the emulator, and these files in the place of its credential. */
async function start(files: Readonly<Record<string, string>>) {
  const whole = twilio.env('api-key');
  const names = Object.keys(whole).filter((name) =>
    /_API_(KEY|SECRET)|_ACCOUNT_SID|_METHOD/.test(name),
  );
  const isWhole = 'TWILIO_CREDENTIALS_FILE' in files;
  const unset = names.filter((name) => isWhole || name !== 'TWILIO_ACCOUNT_SID');
  const gone = Object.fromEntries(unset.map((name) => [name, undefined]));
  withEnvironment({ NODE_ENV: 'development', ...whole, ...gone, ...files });
  const module = await compileWith({}, clock);
  const auth = module.get(TwilioAuth);
  return { client: module.get(TwilioClient), keyInUse: () => auth.describe().identifier };
}

const statuses = () =>
  twilio.requests.filter(({ path }) => path.includes('/Messages')).map(({ status }) => status);

const at = (name: string) => join(folder, '..data', name);

/** Files as Kubernetes mounts them: all of them are replaced at once. */
async function mount(version: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(folder, version));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, version, name), text);
  }
  await symlink(version, join(folder, '..next'));
  await rename(join(folder, '..next'), join(folder, '..data'));
}

const pair = ({ keySid, keySecret }: NewKey) => ({ sid: `${keySid}\n`, secret: `${keySecret}\n` });
const PAIR = () => ({ TWILIO_API_KEY_FILE: at('sid'), TWILIO_API_SECRET_FILE: at('secret') });
const json = ({ keySid, keySecret }: NewKey, accountSid = twilio.account.sid) => ({
  'twilio.json': JSON.stringify({ accountSid, method: 'api-key', keySid, keySecret }),
});
const awsJson = ({ keySid, keySecret }: NewKey) => ({
  'twilio.json': JSON.stringify({
    accountSid: twilio.account.sid,
    apiKeySid: keySid,
    apiKeySecret: keySecret,
    validationUrl: 'https://api.twilio.com/',
  }),
});
const JSON_FILE = () => ({ TWILIO_CREDENTIALS_FILE: at('twilio.json') });

describe.each([
  ['a pair of files', pair, PAIR],
  ['a JSON file', json, JSON_FILE],
  ['the JSON of AWS Secrets Manager', awsJson, JSON_FILE],
])('A credential in %s', (_, files, variables) => {
  it('is in force with the call after the old key was deleted', async () => {
    const [first, second] = [await admin.create(), await admin.create()];
    await mount('v1', files(first));
    const { client, keyInUse } = await start(variables());
    await client.messages.create(message);
    await mount('v2', files(second));
    await admin.delete(first.keySid);
    await client.messages.create(message);
    expect(statuses()).toEqual([201, 401, 201]);
    expect(keyInUse()).toBe(second.keySid);
  });

  it('can be absent or half written for a while, which costs no call', async () => {
    const [first, second] = [await admin.create(), await admin.create()];
    await mount('v1', files(first));
    const { client, keyInUse } = await start(variables());
    const half = Object.entries(files(second)).map(([name, text]) => [name, text.slice(0, 20)]);
    await mount('v2', Object.fromEntries(half) as Record<string, string>);
    await clock.advance(30_000);
    await client.messages.create(message);
    await rm(join(folder, '..data'));
    await clock.advance(30_000);
    await client.messages.create(message);
    expect(keyInUse()).toBe(first.keySid);

    await admin.delete(first.keySid);
    const sent = client.messages.create(message);
    await vi.waitUntil(() => clock.waiting.includes(1_000));
    await mount('v3', files(second));
    await clock.advance(1_000);
    await sent;
    expect(statuses()).toEqual([201, 201, 401, 201]);
    expect(keyInUse()).toBe(second.keySid);
  });
});

describe('A pair of files of which one is replaced first', () => {
  it.each(['sid', 'secret'] as const)(
    'costs no call while the old key works, with the %s first',
    async (name) => {
      const [first, second] = [await admin.create(), await admin.create()];
      await mount('v1', pair(first));
      const { client, keyInUse } = await start(PAIR());
      await mount('v2', { ...pair(first), [name]: pair(second)[name] });
      for (let reads = 0; reads < 3; reads += 1) {
        await clock.advance(30_000);
        await client.messages.create(message);
      }
      expect(keyInUse()).toBe(first.keySid);
      await mount('v3', pair(second));
      await clock.advance(30_000);
      await client.messages.create(message);
      await vi.waitUntil(() => keyInUse() === second.keySid);
      await client.messages.create(message);
      expect(new Set(statuses())).toEqual(new Set([201]));
    },
  );

  it.each(['sid', 'secret'] as const)(
    'costs no call after the old key was deleted, with the %s first',
    async (name) => {
      const [first, second] = [await admin.create(), await admin.create()];
      await mount('v1', pair(first));
      const { client } = await start(PAIR());
      await admin.delete(first.keySid);
      await mount('v2', { ...pair(first), [name]: pair(second)[name] });
      const sent = client.messages.create(message);
      await vi.waitUntil(() => clock.waiting.includes(1_000));
      await mount('v3', pair(second));
      await clock.advance(1_000);
      await sent;
      expect(statuses()).toEqual([401, 201]);
    },
  );

  it('is used as it is once the old key is refused and the pair stays', async () => {
    const right = await admin.create();
    await mount('v1', pair({ ...right, keySecret: 'mistyped' }));
    const { client } = await start(PAIR());
    await mount('v2', pair(right));
    const sent = client.messages.create(message);
    await vi.waitUntil(() => clock.waiting.includes(1_000));
    await clock.advance(1_000);
    await sent;
    expect(statuses()).toEqual([401, 201]);
  });
});

it('A JSON file of another account changes nothing', async () => {
  const [first, second] = [await admin.create(), await admin.create()];
  await mount('v1', json(first));
  const { client, keyInUse } = await start(JSON_FILE());
  await mount('v2', json(second, `AC${'9'.repeat(32)}`));
  await clock.advance(30_000);
  await client.messages.create(message);
  await client.messages.create(message);
  expect(keyInUse()).toBe(first.keySid);
  expect(statuses()).toEqual([201, 201]);
});
