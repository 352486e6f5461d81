import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '#test/support/emulator.js';
import { startRuntime } from '#test/support/runtime.js';
import { testFolder } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { IamKeys } from './iam-keys.js';
import { rotateKey } from './rotate-key.js';
import { twinName } from './twin-name.js';

let twilio: Awaited<ReturnType<typeof startEmulator>>;
let keys: IamKeys;
let clock: FakeClock;
beforeEach(async () => {
  twilio = await startEmulator();
  const { url: apiBaseUrl, account } = twilio;
  const { main } = account.apiKeys;
  const auth = { method: 'api-key', keySid: main.sid, keySecret: main.secret };
  const runtime = await startRuntime({
    environment: 'ci',
    apiBaseUrl,
    accountSid: account.sid,
    auth,
  });
  keys = new IamKeys(runtime.clients.get());
  clock = new FakeClock();
});
afterEach(() => twilio.stop());

/** Rotates a new key while the clock goes on, with these answers to the tries of its twin. */
async function rotate(answers: readonly (boolean | Error)[], more: object = {}) {
  const { keySid } = await keys.create('orders');
  let tries = 0;
  const accepts = async (): Promise<boolean> => {
    const answer = answers[Math.min(tries++, answers.length - 1)] ?? true;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const options = { keySid, deliver: () => {}, graceSeconds: 0, tryForSeconds: 10, ...more };
  const deps = { keys, clock, ownKeySid: undefined, accepts, ...more };
  const over = new AbortController();
  const rotation = rotateKey(options, deps).finally(() => over.abort());
  rotation.catch(() => undefined);
  while (!over.signal.aborted) {
    await new Promise(setImmediate);
    if (clock.waiting.length > 0) await clock.advance(100);
  }
  return { report: await rotation, tries };
}

const offline = new TwilioAuthError('TWILIO_AUTH_CONNECTION_FAILED', 'offline');

describe('The new key of a rotation', () => {
  it('is tried again until Twilio accepts it, also where one try found no connection', async () => {
    const { report, tries } = await rotate([false, offline, false, true]);
    expect(tries).toBe(4);
    expect(report.resumed).toBe(false);
  });

  it('is deleted where Twilio does not accept it in time', async () => {
    const before = (await keys.list()).length;
    expect(await rejectionOf(rotate([false]))).toMatchObject({ reason: 'not-accepted' });
    expect(await keys.list()).toHaveLength(before + 1);
  });

  it('is left to the next run where Twilio cannot be reached', async () => {
    expect(await rejectionOf(rotate([offline]))).toBe(offline);
    expect(await rejectionOf(rotate([new Error('a mistake')]))).toMatchObject({
      message: 'a mistake',
    });
  });

  it('belongs to the owner of the file before', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file to another user');
    const file = join(testFolder(), 'twilio.json');
    writeFileSync(file, '\n');
    chownSync(file, 12_345, 12_345);
    await rotate([true], { deliver: { file } });
    expect(statSync(file)).toMatchObject({ uid: 12_345, gid: 12_345 });
  });
});

describe('A rotation', () => {
  it('of the key of the administrator is refused', async () => {
    const { keySid } = await keys.create('admin');
    const error = await rejectionOf(rotate([true], { keySid, ownKeySid: keySid }));
    expect(error).toMatchObject({ reason: 'own-key' });
  });

  it('to a file that is a folder, or has another method, creates no key', async () => {
    const folder = join(testFolder(), 'twilio.json');
    mkdirSync(folder);
    const file = join(testFolder(), 'twilio.json');
    const content = { accountSid: keys.accountSid, method: 'auth-token', authToken: 'x' };
    writeFileSync(file, JSON.stringify(content));
    for (const path of [folder, file]) {
      const error = await rejectionOf(rotate([true], { deliver: { file: path } }));
      expect(error).toMatchObject({ reason: 'target-unusable' });
    }
  });

  it('names a key of an earlier run that may be in use, and deletes one that cannot be', async () => {
    const { keySid } = await keys.create('orders');
    const unused = await keys.create(twinName('new', 'orders', keySid));
    const lost = await keys.create(twinName('delivering', 'orders', keySid));
    const { report } = await rotate([true], { keySid });
    expect(report).toMatchObject({ leftOver: [lost.keySid], removed: [unused.keySid] });
    expect(report.newKeySid).not.toBe(lost.keySid);
    const next = await rotate([true], { keySid: report.newKeySid });
    expect(next.report).toMatchObject({ leftOver: [], removed: [lost.keySid] });
  });

  it('leaves a key that another run renamed meanwhile, and stops', async () => {
    const { keySid } = await keys.create('orders');
    const twin = await keys.create(twinName('new', 'orders', keySid));
    const list = (await keys.list()).map((key) => key);
    keys.list = async () => list;
    await keys.rename(twin.keySid, twinName('delivering', 'orders', keySid));
    expect(await rejectionOf(rotate([true], { keySid }))).toMatchObject({ reason: 'in-progress' });
    expect(await keys.nameIfAny(twin.keySid)).toContain('[delivering for');
  });

  it.each([-1, Number.NaN, 1e7])('waits for no grace of %d seconds', async (graceSeconds) => {
    const error = await rejectionOf(rotate([true], { graceSeconds }));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
  });
});

describe('A restricted key', () => {
  const creating = (answer: object | Error) => {
    const removed: string[] = [];
    const v1 = {
      newApiKey: {
        create: async () => {
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      apiKey: (sid: string) => ({ remove: async () => removed.push(sid) }),
    };
    const client = { accountSid: 'AC1', iam: { v1 } };
    return { removed, fake: new IamKeys(client as never) };
  };

  it('that Twilio created without its permissions is deleted again', async () => {
    const { removed, fake } = creating({ sid: 'SK1', secret: 's', policy: null });
    const creation = fake.create('x', ['/twilio/messaging/messages/read']);
    expect(await rejectionOf(creation)).toMatchObject({ reason: 'not-restricted' });
    expect(removed).toEqual(['SK1']);
  });

  it('with more rights than the administrator is explained', async () => {
    const { fake } = creating(Object.assign(new Error('Twilio'), { code: 70152 }));
    expect(await rejectionOf(fake.create('x'))).toMatchObject({ reason: 'more-rights-than-own' });
  });
});
