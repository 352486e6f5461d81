import { describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS, loadDefault, OAUTH_OPTIONS } from '#test/support/configuration.js';
import type { AuthInput } from '../config/auth-options.js';
import type { LoadedAccount } from '../accounts/load-account.js';
import type { AccountState } from './account-state.js';
import { HalfReplaced } from './half-replaced.js';

const { accountSid, auth: KEY } = API_KEY_OPTIONS;
const SID = { ...KEY, keySid: `SK${'8'.repeat(32)}` };
const SECRET = { ...KEY, keySecret: 'another-secret' };
const BOTH = { ...SID, keySecret: 'another-secret' };
const { auth: APP } = OAUTH_OPTIONS;

const stateOf = (loaded: LoadedAccount) => loaded as AccountState;
const loadAuth = (auth: AuthInput) => loadDefault({ accountSid, auth });

/** Whether to wait with what was read after these refusals, or once in the background. */
async function waits(one: AuthInput, other: AuthInput, afterRefusal: readonly boolean[]) {
  const before = stateOf(await loadAuth(one));
  const { account } = await loadAuth(other);
  const half = new HalfReplaced();
  return afterRefusal.map((refused) => half.shouldWait(before, account, refused));
}

describe('A pair that was read', () => {
  it.each([
    ['of which both halves are new', KEY, BOTH],
    ['of which nothing is new but its type', KEY, { ...KEY, keyType: 'standard' } as const],
    ['of an OAuth app with a new secret', APP, { ...APP, clientSecret: 'another-secret' }],
    ['of another method', KEY, APP],
  ])('%s is used at once', async (_, one, other) => {
    expect(await waits(() => one, other, [false])).toEqual([false]);
  });

  it.each([
    ['SID', SID],
    ['secret', SECRET],
  ])('of which only the %s is new is not used in the background', async (_, other) => {
    expect(await waits(() => KEY, other, [false, false, false])).toEqual([true, true, true]);
  });

  it('of which only the SID is new is used at the second refusal', async () => {
    expect(await waits(() => KEY, SID, [true, true])).toEqual([true, false]);
  });

  it('of a function of which only the secret is new is used after a refusal', async () => {
    expect(
      await waits(
        () => KEY,
        () => SECRET,
        [true],
      ),
    ).toEqual([false]);
  });

  it('whose SID cannot change is used at once', async () => {
    expect(await waits(KEY, SECRET, [false])).toEqual([false]);
  });
});
