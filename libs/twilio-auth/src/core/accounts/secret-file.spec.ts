import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  loadDefault,
  refusalOf,
  restSecretOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import type { LoadedAccount } from './load-account.js';

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
