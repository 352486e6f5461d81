import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accountOf,
  API_KEY_OPTIONS,
  load,
  loadDefault,
  refusalOf,
  restSecretOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import { FakeClock } from '../../testing/fake-clock.js';
import type { LoadedAccount } from './load-account.js';

const withSecret = (keySecret: unknown): object => ({
  ...API_KEY_OPTIONS,
  auth: { ...API_KEY_OPTIONS.auth, keySecret },
});

describe('a function for a secret', () => {
  it.each([
    ['at once', () => `${SECRET}\n`],
    ['later', async () => SECRET],
  ])('may yield it %s', async (_when, keySecret) => {
    expect(restSecretOf(await accountOf(withSecret(keySecret)))).toBe(SECRET);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error(`vault: ${SECRET}`);
      },
    ],
    ['rejects', () => Promise.reject(new Error(`vault: ${SECRET}`))],
    ['rejects with nothing', () => Promise.reject()],
  ])('that %s is a problem that repeats nothing of it', async (_what, keySecret) => {
    const { problems, message } = await refusalOf(withSecret(keySecret));

    expect(problems).toMatchObject([{ path: 'auth.keySecret' }]);
    expect(message).toMatch(/could not be read/);
    expect(message).not.toContain(SECRET);
  });

  it.each([undefined, null, 7, {}, [[SECRET]], { failed: 'toString' }, Buffer.from(SECRET)])(
    'that yields %j yields no secret',
    async (value) => {
      const { message } = await refusalOf(withSecret(() => value));
      expect(message).toMatch(/auth\.keySecret: a secret is a string/);
    },
  );

  it('that yields nothing but white space yields none', async () => {
    const { message } = await refusalOf(withSecret(() => ' \n'));
    expect(message).toMatch(/the API key secret is missing/);
  });

  it('that hangs stops the start after ten seconds, whatever else hangs beside it', async () => {
    const clock = new FakeClock();
    const hanging = (): Promise<string> => new Promise(() => {});
    const account = { ...withSecret(hanging), webhook: { signingKeys: [hanging, hanging] } };
    const options = { ...account, accounts: { a: account, b: account } };
    const refused = refusalOf(options, undefined, { clock });
    await clock.advance(0);
    await clock.advance(10_000);
    const { problems } = await refused;

    expect(problems).toHaveLength(9);
    expect(problems.every(({ expected }) => expected.includes('within 10 seconds'))).toBe(true);
  });

  it('leaves no timer behind once it has answered', async () => {
    const clock = new FakeClock();
    await load(
      withSecret(async () => SECRET),
      undefined,
      { clock },
    );
    expect(clock.waiting).toEqual([]);
  });

  it('is asked again when the account is loaded again', async () => {
    let version = 0;
    const { renewal } = await loadDefault(withSecret(() => `version-${++version}`));
    const again = await renewal!.reload();

    expect(restSecretOf(again.account)).toBe('version-2');
  });
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twilio-auth-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function variables(file: string): Record<string, string> {
  const { TWILIO_ACCOUNT_SID, TWILIO_API_KEY } = VARIABLES['api-key'];
  return { NODE_ENV: 'test', TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET_FILE: file };
}

const loadFrom = (file: string) => loadDefault({}, variables(file));
const secretOf = ({ account }: LoadedAccount) => restSecretOf(account);

const renew = ({ renewal }: LoadedAccount): Promise<LoadedAccount> =>
  renewal?.reload() ?? Promise.reject(new Error('nothing to reload'));

describe('a secret in a mounted file', () => {
  it.each([`${SECRET}\n`, `\uFEFF${SECRET}\r\n`, `"${SECRET}"\n`])(
    'is read from %j',
    async (text) => {
      const file = join(folder, 'secret');
      await writeFile(file, text);

      expect(secretOf(await loadFrom(file))).toBe(SECRET);
    },
  );

  it.each([
    ['is missing', async () => {}],
    ['is a folder', async (file: string) => mkdir(file)],
  ])('is an error naming the variable, not the path, when the file %s', async (_what, prepare) => {
    const file = join(folder, 'nowhere');
    await prepare(file);
    const { problems, message } = await refusalOf({}, variables(file));

    expect(problems).toMatchObject([
      {
        path: 'auth.keySecret',
        variable: 'TWILIO_API_SECRET_FILE',
        expected: expect.stringMatching(/could not be read/),
      },
    ]);
    expect(message).not.toContain(folder);
  });

  it('is missing when its file is empty', async () => {
    const file = join(folder, 'empty');
    await writeFile(file, ' \n');
    const { problems } = await refusalOf({}, variables(file));

    expect(problems).toMatchObject([
      { variable: 'TWILIO_API_SECRET_FILE', expected: 'the API key secret is missing' },
    ]);
  });

  it('does not show a secret that was put where the path belongs', async () => {
    const { message } = await refusalOf({}, variables(SECRET));
    expect(message).not.toContain(SECRET);
  });

  it('is read anew through the symbolic link that Kubernetes swaps', async () => {
    await writeFile(join(folder, 'v1'), 'first');
    await writeFile(join(folder, 'v2'), 'second');
    const link = join(folder, 'secret');
    await symlink('v1', link);
    const account = await loadFrom(link);
    await symlink('v2', join(folder, 'next'));
    await rename(join(folder, 'next'), link);

    expect(secretOf(account)).toBe('first');
    expect(secretOf(await renew(account))).toBe('second');
  });

  it('rejects a reload while it is gone, and comes back with the file', async () => {
    const file = join(folder, 'secret');
    await writeFile(file, 'first');
    const account = await loadFrom(file);
    await rm(file);
    await expect(renew(account)).rejects.toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    await writeFile(file, 'second');

    expect(secretOf(await renew(account))).toBe('second');
  });
});
