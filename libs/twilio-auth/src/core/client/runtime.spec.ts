import { describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { startRuntime } from '#test/support/runtime.js';
import type { Runtime } from './runtime.js';

describe('a runtime that is switched off', () => {
  it.each<[string, (runtime: Runtime) => Promise<unknown>]>([
    ['makes no candidate', (runtime) => runtime.candidate('candidate', API_KEY_OPTIONS)],
    ['tries no credential', (runtime) => runtime.verify(API_KEY_OPTIONS)],
    ['rotates nothing', (runtime) => runtime.rotate('default', API_KEY_OPTIONS.auth, false)],
    ['asks for no tenant', (runtime) => runtime.tenantClient('acme')],
    ['calls nobody', (runtime) => runtime.defaultClient().messages('SM1').fetch()],
  ])('%s', async (_, use) => {
    const resolveAccount = (): Promise<never> => Promise.reject(new Error('it was asked'));
    const runtime = await startRuntime({ ...API_KEY_OPTIONS, enabled: false, resolveAccount });
    await expect(use(runtime)).rejects.toMatchObject({ code: 'TWILIO_AUTH_DISABLED' });
  });
});
