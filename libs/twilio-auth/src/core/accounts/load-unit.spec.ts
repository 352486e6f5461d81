import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accountOf,
  API_KEY_OPTIONS,
  configErrorOf,
  load,
  loadDefault,
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

describe('a function that returns a secret', () => {
  it.each([
    ['at once', () => `${SECRET}\n`],
    ['later', async () => SECRET],
  ])('may return it %s', async (_when, keySecret) => {
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
  ])('is a problem that does not repeat the error when it %s', async (_what, keySecret) => {
    const { problems, message } = await configErrorOf(withSecret(keySecret));

    expect(problems).toMatchObject([{ path: 'auth.keySecret' }]);
    expect(message).toMatch(/the secret function threw or rejected/);
    expect(message).not.toContain(SECRET);
  });

  it.each([undefined, null, 7, {}, [[SECRET]], { failed: 'toString' }, Buffer.from(SECRET)])(
    'is a problem when it returns %j',
    async (value) => {
      const { message } = await configErrorOf(withSecret(() => value));
      expect(message).toMatch(/auth\.keySecret: the secret function did not return a string/);
    },
  );

  it('is a missing secret when it returns white space', async () => {
    const { message } = await configErrorOf(withSecret(() => ' \n'));
    expect(message).toMatch(/the API key secret is missing/);
  });

  it('stops the start after ten seconds when it hangs, also when others hang too', async () => {
    const clock = new FakeClock();
    const hanging = (): Promise<string> => new Promise(() => {});
    const account = { ...withSecret(hanging), webhook: { signingKeys: [hanging, hanging] } };
    const options = { ...account, accounts: { a: account, b: account } };
    const refused = configErrorOf(options, undefined, { clock });
    await clock.advance(0);
    await clock.advance(10_000);
    const { problems } = await refused;

    expect(problems).toHaveLength(9);
    expect(problems.every(({ expected }) => expected.includes('within 10 seconds'))).toBe(true);
  });

  it('leaves no timer running after it has returned', async () => {
    const clock = new FakeClock();
    await load(
      withSecret(async () => SECRET),
      undefined,
      { clock },
    );
    expect(clock.waiting).toEqual([]);
  });

  it('is called again when the account is loaded again', async () => {
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

const reload = ({ renewal }: LoadedAccount): Promise<LoadedAccount> =>
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
  ])(
    'is an error with the variable, the path and the cause when the file %s',
    async (_what, prepare) => {
      const file = join(folder, 'nowhere');
      await prepare(file);
      const { problems, message } = await configErrorOf({}, variables(file));

      expect(problems).toMatchObject([
        {
          path: 'auth.keySecret',
          variable: 'TWILIO_API_SECRET_FILE',
          expected: expect.stringMatching(/cannot be read \((ENOENT|EISDIR)\)$/),
        },
      ]);
      expect(message).toContain(file);
    },
  );

  it('is missing when its file is empty', async () => {
    const file = join(folder, 'empty');
    await writeFile(file, ' \n');
    const { problems } = await configErrorOf({}, variables(file));

    expect(problems).toMatchObject([
      { variable: 'TWILIO_API_SECRET_FILE', expected: 'the API key secret is missing' },
    ]);
  });

  it('is not printed when it was given instead of the path', async () => {
    const { message } = await configErrorOf({}, variables(SECRET));
    expect(message).not.toContain(SECRET);
  });

  it('is read again through the symbolic link that Kubernetes replaces', async () => {
    await writeFile(join(folder, 'v1'), 'first');
    await writeFile(join(folder, 'v2'), 'second');
    const link = join(folder, 'secret');
    await symlink('v1', link);
    const account = await loadFrom(link);
    await symlink('v2', join(folder, 'next'));
    await rename(join(folder, 'next'), link);

    expect(secretOf(account)).toBe('first');
    expect(secretOf(await reload(account))).toBe('second');
  });

  it('makes a reload fail while the file is missing, and succeed once it is back', async () => {
    const file = join(folder, 'secret');
    await writeFile(file, 'first');
    const account = await loadFrom(file);
    await rm(file);
    await expect(reload(account)).rejects.toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    await writeFile(file, 'second');

    expect(secretOf(await reload(account))).toBe('second');
  });
});
