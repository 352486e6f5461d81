import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  TwilioAuth,
  TwilioAuthEvents,
  TwilioClient,
  type TwilioAuthEventMap,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { compileWith, keyOptions } from '#test/support/compile.js';
import { withEnvironment } from '#test/support/environment.js';
import { message } from '#test/support/message.js';
import { nextEvent } from '#test/support/watched-events.js';

type Rotated = TwilioAuthEventMap['credentials.rotated'];

let twilio: TwilioEmulator;
let folder: string;
beforeEach(async () => {
  twilio = await TwilioEmulator.start();
  folder = await mkdtemp(join(tmpdir(), 'twilio-auth-'));
});
afterEach(async () => {
  await twilio.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: TwilioAuthModuleOptions) {
  const clock = new FakeClock();
  const module = await compileWith(options, clock);
  const rotated: Rotated[] = [];
  const events = module.get(TwilioAuthEvents);
  events.on('credentials.rotated', (event) => rotated.push(event));
  return {
    module,
    clock,
    client: module.get(TwilioClient),
    auth: module.get(TwilioAuth),
    rotated,
    events,
  };
}

/** Secrets in files as Kubernetes mounts them: `..data` is a link to the current folder. */
async function mount(version: string, secret: string): Promise<string> {
  await mkdir(join(folder, version));
  await writeFile(join(folder, version, 'api-secret'), `${secret}\n`);
  await symlink(version, join(folder, '..next'));
  await rename(join(folder, '..next'), join(folder, '..data'));
  return join(folder, '..data', 'api-secret');
}

async function startWithFile(file: string, more: Record<string, string | undefined> = {}) {
  const { TWILIO_API_SECRET: _given, ...variables } = twilio.env('api-key');
  withEnvironment({ NODE_ENV: 'development', ...variables, TWILIO_API_SECRET_FILE: file, ...more });
  return start({});
}

const right = () => twilio.account.apiKeys.standard.secret;
const statuses = () => twilio.requests.map(({ status }) => status);

describe('a secret in a file', () => {
  it('is read again after a 401, and the call is repeated once', async () => {
    const { client, rotated } = await startWithFile(await mount('v1', 'not-right-yet'));
    await mount('v2', right());
    await client.messages.create(message);

    expect(statuses()).toEqual([401, 201]);
    expect(rotated).toEqual([{ account: 'default', method: 'api-key', trigger: 'file' }]);
  });

  it('is read again in the background after thirty seconds, without a 401', async () => {
    const { client, rotated, clock, events } = await startWithFile(await mount('v1', right()));
    await client.messages.create(message);
    await mount('v2', 'what-the-operator-wrote');
    await clock.advance(30_000);
    const rotation = nextEvent(events, 'credentials.rotated');
    await client.messages.create(message);
    await rotation;
    expect(rotated).toHaveLength(1);
    expect(statuses()).toEqual([201, 201]);
  });

  it('is read twice after a 401, and the call is not repeated if the secret is the same', async () => {
    const { client, rotated, clock } = await startWithFile(await mount('v1', 'wrong'));
    const refused = expect(client.messages.create(message)).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
    await vi.waitUntil(() => statuses().length === 1 && clock.waiting.includes(1_000));
    await clock.advance(1_000);
    await refused;
    expect(statuses()).toEqual([401]);
    expect(rotated).toEqual([]);
  });

  it('is read once and nobody waits where the 401 may be about the resource', async () => {
    const { client, auth, clock } = await startWithFile(await mount('v1', right()), {
      TWILIO_API_KEY_TYPE: undefined,
    });
    expect(await auth.verify()).toMatchObject({ authenticated: true });
    expect(statuses()).toEqual([401, 200]);
    await expect(client.keys.list()).rejects.toMatchObject({ code: 20003 });
    expect(clock.waiting).not.toContain(1_000);
  });

  it('that is empty when the old one is refused is read again a second later', async () => {
    const { client, clock } = await startWithFile(await mount('v1', 'revoked'));
    await mount('v2', '');
    const sent = client.messages.create(message);
    await vi.waitUntil(() => statuses().length === 1 && clock.waiting.includes(1_000));
    await mount('v3', right());
    await clock.advance(1_000);
    await sent;
    expect(statuses()).toEqual([401, 201]);
  });

  it('can be missing or empty for a while, and calls use the old credential', async () => {
    const { client, clock, rotated } = await startWithFile(await mount('v1', right()));
    await rm(join(folder, '..data'));
    await clock.advance(30_000);
    await client.messages.create(message);
    await clock.advance(30_000);
    await client.messages.create(message);
    expect(rotated).toEqual([]);

    await writeFile(join(folder, 'empty'), '');
    await mount('v2', '   ');
    await clock.advance(30_000);
    await client.messages.create(message);
    expect(statuses()).toEqual([201, 201, 201]);
  });
});

describe('a secret from a function', () => {
  it('is called for all concurrent 401s together, and less often while they last', async () => {
    let reads = 0;
    let secret = 'wrong';
    const options = keyOptions(twilio, twilio.account);
    const keySecret = async (): Promise<string> => {
      reads += 1;
      return secret;
    };
    const { client, clock } = await start({ ...options, auth: { ...options.auth, keySecret } });
    const call = () =>
      client.messages.create(message).then(
        () => 'sent',
        () => 'refused',
      );
    const calls = async () => new Set(await Promise.all(Array.from({ length: 20 }, call)));
    expect(reads).toBe(1);

    expect(await calls()).toEqual(new Set(['refused']));
    expect(reads).toBe(2);
    expect(await calls()).toEqual(new Set(['refused']));
    expect(reads).toBe(2);
    await clock.advance(1_000);
    expect(await calls()).toEqual(new Set(['refused']));
    expect(reads).toBe(3);
    secret = right();
    await clock.advance(1_000);
    expect(await calls()).toEqual(new Set(['refused']));
    await clock.advance(1_000);
    expect(await calls()).toEqual(new Set(['sent']));
    expect(reads).toBe(4);
  });

  it('makes no call wait when it hangs later', async () => {
    let isUp = true;
    const options = keyOptions(twilio, twilio.account);
    const keySecret = (): Promise<string> =>
      isUp ? Promise.resolve(right()) : new Promise(() => {});
    const { client, clock } = await start({ ...options, auth: { ...options.auth, keySecret } });
    isUp = false;
    await clock.advance(30_000);
    await expect(client.messages.create(message)).resolves.toMatchObject({ status: 'queued' });
  });

  it('is called again when the token endpoint refuses its OAuth secret', async () => {
    const { sid, oauthApp } = twilio.account;
    const clientSecret = async (): Promise<string> => twilio.account.oauthApp.clientSecret;
    const auth = { method: 'oauth', clientId: oauthApp.clientId, clientSecret } as const;
    const { client, rotated } = await start({
      environment: 'test',
      apiBaseUrl: twilio.url,
      accountSid: sid,
      auth,
    });
    oauthApp.rotateSecret({ graceSeconds: 0 });
    await client.messages.create(message);

    expect(rotated).toEqual([{ account: 'default', method: 'oauth', trigger: 'function' }]);
  });
});
