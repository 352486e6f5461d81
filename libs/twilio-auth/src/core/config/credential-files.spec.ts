import { describe, expect, it } from 'vitest';
import { pairFromFiles } from './credential-files.js';

/** Returns these values, one a call, and the last one from then on. */
const sequence = (values: readonly string[]) => {
  let calls = 0;
  return async (): Promise<string> => values[Math.min(calls++, values.length - 1)] ?? '';
};

const pair = (sids: readonly string[], secrets: readonly string[]) =>
  pairFromFiles(
    { method: 'api-key' },
    { field: 'keySid', input: sequence(sids) },
    { field: 'keySecret', input: sequence(secrets) },
  )();

describe('A pair of files', () => {
  it('that is replaced while it is read is read again', async () => {
    const auth = await pair(['SK1', 'SK2', 'SK2'], ['one', 'two']);
    expect(auth).toEqual({ method: 'api-key', keySid: 'SK2', keySecret: 'two' });
  });

  it('that never stays the same is read three times, and no more', async () => {
    const auth = await pair(['1', '2', '3', '4', '5'], ['one', 'two', 'three', 'four']);
    expect(auth).toEqual({ method: 'api-key', keySid: '4', keySecret: 'three' });
  });

  it('rejects as a source that is no file does', async () => {
    const failing = pairFromFiles(
      {},
      { field: 'keySid', input: () => Promise.reject(new Error('of the application')) },
      { field: 'keySecret', input: 'secret' },
    );
    await expect(failing()).rejects.toThrow('of the application');
  });
});
