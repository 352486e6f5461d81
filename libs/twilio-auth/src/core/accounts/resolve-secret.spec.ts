import { describe, expect, it } from 'vitest';
import {
  accountOf,
  API_KEY_OPTIONS,
  load,
  loadDefault,
  refusalOf,
  restSecretOf,
  SECRET,
} from '#test/support/configuration.js';
import { FakeClock } from '../../testing/fake-clock.js';

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
