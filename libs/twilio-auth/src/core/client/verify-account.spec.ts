import { describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { startRuntime } from '#test/support/runtime.js';
import type { Verification } from './verify-account.js';

const keyType = 'standard';
const options = { ...API_KEY_OPTIONS, auth: { ...API_KEY_OPTIONS.auth, keyType } };

/** Tries the key through a custom HTTP client that answers so. */
async function verify(request: () => Promise<unknown>): Promise<Verification> {
  const runtime = await startRuntime({ ...options, http: { httpClient: { request } } });
  return runtime.credentials.verify();
}
const answer = (statusCode: number, body: unknown) => async () => ({
  statusCode,
  body,
  headers: {},
});

describe('a credential that is tried', () => {
  it.each([
    [401, '<html>sign in</html>'],
    [403, { message: 'No' }],
  ])('is refused by HTTP %i without a code of Twilio', async (status, body) => {
    const verification = await verify(answer(status, body));
    expect(verification).toMatchObject({ authenticated: false, status });
    expect(verification).not.toHaveProperty('code');
  });

  it('is refused by a rejection of a custom HTTP client that has only a status', async () => {
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what such clients do
    const verification = await verify(() => Promise.reject({ status: 403 }));
    expect(verification).toEqual({
      authenticated: false,
      status: 403,
      message: 'Twilio refused the credential (GET /Messages: 403).',
    });
  });

  it.each([
    ['fails before there is an answer', new Error('no route')],
    ['has a code of Twilio and no status', Object.assign(new Error(), { code: 70051 })],
  ])('is neither accepted nor refused when a custom HTTP client %s', async (_, failure) => {
    await expect(verify(() => Promise.reject(failure))).rejects.toBe(failure);
  });
});
