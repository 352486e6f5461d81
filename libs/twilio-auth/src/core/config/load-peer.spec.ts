import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { loadPeer } from './load-peer.js';

const require = createRequire(import.meta.url);
const notInstalled = expect.objectContaining({
  code: 'TWILIO_AUTH_CONFIG_INVALID',
  message: expect.stringContaining('npm install not-installed') as string,
}) as unknown;

// Not a literal: tools would look for it.
const FILE = ['not-installed', 'lib/file.js'].join('/');

describe('A package that the application installs itself', () => {
  it.each([
    ['required', async () => require(FILE) as unknown],
    ['imported', () => import(FILE)],
  ])('is named with its remedy when it is not installed and %s', async (_, load) => {
    await expect(loadPeer('not-installed', load)).rejects.toThrow(notInstalled);
  });

  it('fails with its own error when it is installed and something else is missing', async () => {
    const load = async (): Promise<unknown> => require(FILE) as unknown;
    await expect(loadPeer('twilio', load)).rejects.toMatchObject({ code: 'MODULE_NOT_FOUND' });
    const broken = new Error('broken');
    await expect(loadPeer('twilio', () => Promise.reject(broken))).rejects.toBe(broken);
  });
});
