import { TwilioAuthModule, TwilioClient, TwilioPermissions } from 'nestjs-twilio-auth';
import { afterAll, expect, it, vi } from 'vitest';
import { compile } from '#test/support/compile.js';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { startRecordingServer } from '#test/support/recording-server.js';

const server = await startRecordingServer();
afterAll(() => server.close());

it('The catalogue of permissions is read when what calls needed is asked for, not by a call', async () => {
  const parsed = vi.spyOn(JSON, 'parse');
  const readCatalogues = (): number =>
    parsed.mock.calls.filter(([text]) => text.includes('"event-streams"')).length;
  const options = { environment: 'test', apiBaseUrl: server.origin, ...API_KEY_OPTIONS };
  const module = await compile({ imports: [TwilioAuthModule.forRoot(options)] });
  module.get(TwilioPermissions).used();
  const atBoot = readCatalogues();

  server.answer({ body: { messages: [], calls: [] } });
  const client = module.get(TwilioClient);
  await client.messages.list({ limit: 1 });
  await client.calls.list({ limit: 1 });
  const afterCalls = readCatalogues();
  expect(module.get(TwilioPermissions).used().permissions).toHaveLength(2);
  expect([atBoot, afterCalls, readCatalogues()]).toEqual([0, 0, 1]);
});
