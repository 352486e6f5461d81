import { TwilioClient, TwilioPermissions } from 'nestjs-twilio-auth';
import { expect, it, vi } from 'vitest';
import { compileWith, keyOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';

const twilio = await sharedEmulator();

it('The catalogue of permissions is read at the first call, and not at boot', async () => {
  const parsed = vi.spyOn(JSON, 'parse');
  const readCatalogues = (): number =>
    parsed.mock.calls.filter(([text]) => text.includes('"event-streams"')).length;
  const module = await compileWith(keyOptions(twilio, twilio.account));
  module.get(TwilioPermissions).used();
  const atBoot = readCatalogues();

  const client = module.get(TwilioClient);
  await client.messages.list({ limit: 1 });
  await client.calls.list({ limit: 1 });
  expect([atBoot, readCatalogues()]).toEqual([0, 1]);
});
