import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { loadPeer } from './load-peer.js';

const require = createRequire(import.meta.url);
const notInstalled = expect.objectContaining({
  code: 'TWILIO_AUTH_CONFIG_INVALID',
  message: expect.stringContaining('npm install not-installed') as string,
}) as unknown;

describe('A package that the application installs itself', () => {
  it.each([
    ['required', async () => require('not-installed/lib/file.js') as unknown],
    // Not by a literal: the compiler would look for it.
    ['imported', () => import(['not-installed', 'lib/file.js'].join('/'))],
  ])('is named with its remedy when it is not installed and %s', async (_, load) => {
    await expect(loadPeer('not-installed', load)).rejects.toThrow(notInstalled);
  });

  it('fails with its own error when it is installed and something else is missing', async () => {
    const load = async (): Promise<unknown> => require('not-installed') as unknown;
    await expect(loadPeer('twilio', load)).rejects.toMatchObject({ code: 'MODULE_NOT_FOUND' });
    const broken = new Error('broken');
    await expect(loadPeer('twilio', () => Promise.reject(broken))).rejects.toBe(broken);
  });
});
