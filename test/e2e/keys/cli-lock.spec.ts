import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeyPair } from 'nestjs-twilio-auth/keys';
import { createTwilioKeys } from 'nestjs-twilio-auth/keys';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runAdmin } from '#test/support/admin-cli.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { keysOf, testFolder } from '#test/support/keys.js';
import { hasRedis, RedisServer } from '#test/support/redis-server.js';
import { rejectionOf } from '#test/support/thrown.js';

const twilio = await sharedEmulator();

/** An application in which only this client of Redis is installed. */
function folderWith(library: string): string {
  const folder = testFolder();
  mkdirSync(join(folder, 'node_modules'));
  const installed = fileURLToPath(new URL(`../../../node_modules/${library}`, import.meta.url));
  symlinkSync(installed, join(folder, 'node_modules', library));
  return folder;
}

describe.skipIf(!hasRedis())('Two runs that rotate the same key', () => {
  it.each(['ioredis', 'redis'])(
    'do not cross where Redis is configured, by %s',
    async (library) => {
      const redis = await RedisServer.start();
      onTestFinished(() => redis.stop());
      const file = join(testFolder(), 'twilio.json');
      const keys = await keysOf(twilio);
      const { keySid } = await keys.create({ friendlyName: 'orders', deliver: { file } });
      const before = (await keys.list()).length;
      const folder = folderWith(library);
      const options = { folder, variables: { TWILIO_ADMIN_REDIS_URL: redis.url } };
      const args = ['keys', 'rotate', '--deliver-file', file, '--grace', '3'];
      const runs = await Promise.all([
        runAdmin(twilio, args, options),
        runAdmin(twilio, args, options),
      ]);
      const [first, second] = runs[0].code === 0 ? runs : runs.toReversed();
      expect(first?.code).toBe(0);
      expect(second?.code).toBe(1);
      expect(second?.stderr).toBe(`Another run has rotated ${keySid} meanwhile.\n`);
      const held = JSON.parse(readFileSync(file, 'utf8')) as KeyPair;
      const all = await keys.list();
      expect(all).toHaveLength(before);
      expect(all.map((key) => key.keySid)).toContain(held.keySid);
    },
  );
});

describe('A Redis for the lock', () => {
  const rotate = (variables: Record<string, string>, folder: string) =>
    runAdmin(twilio, ['keys', 'rotate', '--name', 'x', '--deliver', 'cat'], { variables, folder });

  it.each(['ioredis', 'redis'])(
    'that %s cannot reach is an error, without its URL',
    async (library) => {
      const url = 'redis://:a-password@127.0.0.1:1';
      const run = await rotate({ TWILIO_ADMIN_REDIS_URL: url }, folderWith(library));
      expect(run.code).toBe(2);
      expect(run.stderr).toContain('The Redis of TWILIO_ADMIN_REDIS_URL cannot be reached (');
      expect(run.stderr).not.toContain('a-password');
      expect(twilio.requests.total).toBe(0);
    },
  );

  it('needs a client library', async () => {
    const run = await rotate({ TWILIO_ADMIN_REDIS_URL: 'redis://127.0.0.1:1' }, testFolder());
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('needs the package ioredis or redis');
  });
});

it('A store without lock() is refused', async () => {
  const nothing = async (): Promise<undefined> => undefined;
  const store = { get: nothing, set: nothing, delete: nothing };
  const accountSid = twilio.account.sid;
  const auth = { method: 'api-key', keySid: 'SK', keySecret: 'x' } as const;
  const error = await rejectionOf(createTwilioKeys({ accountSid, auth, store }));
  expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
  expect(error.message).toContain('expected a token store that has lock()');
});
