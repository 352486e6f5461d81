import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, HttpCode, Module, Post, type INestApplication } from '@nestjs/common';
import { TwilioAuthEvents, TwilioAuthModule, TwilioWebhook } from 'nestjs-twilio-auth';
import { signWebhook } from 'nestjs-twilio-auth/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSharedKeys } from '../../libs/twilio-auth/src/core/config/shared-keys.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { createRuntime } from '../../libs/twilio-auth/src/core/create-runtime.js';
import { API_KEY_OPTIONS, load, VARIABLES } from '#test/support/configuration.js';
import { sendTo } from '#test/support/http-send.js';
import { listen } from '#test/support/webhook-app.js';
import { BASE_URL } from '#test/support/webhook-fixture.js';

const OLD = { keyId: 'old', secret: 'the-secret-of-the-old-key' };
const NEW = { keyId: 'new', secret: 'the-secret-of-the-new-key' };

@Controller()
class Routes {
  @Post('sms')
  @HttpCode(200)
  @TwilioWebhook()
  sms() {
    return { ok: true };
  }
}

describe.each(['express', 'fastify'] as const)('while two SharedKeys rotate on %s', (adapter) => {
  it('no webhook of either is rejected under load, and the events show when the old one is gone', async () => {
    class AppModule {}
    const signingKeys = [NEW, OLD];
    Module({
      imports: [
        TwilioAuthModule.forRoot({
          ...API_KEY_OPTIONS,
          environment: 'development',
          webhook: { baseUrl: BASE_URL, signingKeys },
        }),
      ],
      controllers: [Routes],
    })(AppModule);
    const app: INestApplication = await listen(adapter, AppModule);
    onTestFinished(() => app.close());
    const seen: (string | undefined)[] = [];
    app.get(TwilioAuthEvents).on('webhook.accepted', ({ keyId }) => seen.push(keyId));
    // Twilio changes its rule in the middle, and does so for a minute on some of its servers only.
    const keyOf = (index: number) => (index < 100 || (index < 200 && index % 2 === 0) ? OLD : NEW);
    const send = async (index: number) => {
      const url = `${BASE_URL}/sms`;
      const params = { MessageSid: `SM${index}` };
      const { path, headers, rawBody } = signWebhook({ url, params, signingKey: keyOf(index) });
      return (await sendTo(app, { target: path, headers, body: rawBody })).status;
    };
    const statuses: number[] = [];
    for (let start = 0; start < 300; start += 30) {
      const batch = Array.from({ length: 30 }, (_, index) => send(start + index));
      statuses.push(...(await Promise.all(batch)));
    }
    expect(statuses).toEqual(Array(300).fill(200));
    expect([seen.filter((id) => id === 'old').length, new Set(seen.slice(-60))]).toEqual([
      150,
      new Set(['new']),
    ]);
  });
});

describe('a file of SharedKeys that is replaced', () => {
  it('is in force after a while, and until then its old keys are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shared-keys-'));
    const file = join(folder, 'keys.json');
    const write = async (...keys: object[]) => {
      await writeFile(`${file}.new`, JSON.stringify(keys));
      await rename(`${file}.new`, file);
    };
    await write(OLD);
    const clock = new FakeClock();
    const variables = { ...VARIABLES.oauth, TWILIO_WEBHOOK_BASE_URL: BASE_URL };
    const files = { TWILIO_WEBHOOK_SHARED_KEYS_FILE: file };
    const config = await load({}, { ...variables, ...files }, { clock });
    const { webhooks, accounts } = await createRuntime(config, { clock, emit: () => {} });
    const verdict = (signingKey: typeof OLD) => {
      const signed = signWebhook({ url: `${BASE_URL}/sms`, params: { a: '1' }, signingKey });
      const { path, headers, rawBody } = signed;
      return webhooks.verify({ method: 'POST', url: path, headers, rawBody });
    };
    expect([verdict(OLD), verdict(NEW)]).toMatchObject([
      { valid: true },
      { reason: 'unknown-key' },
    ]);
    await write(NEW, OLD);
    await expect
      .poll(async () => {
        await clock.advance(60_000);
        void verdict(OLD);
        return accounts.get().snapshot.webhook.keys.map(({ keyId }) => keyId);
      })
      .toEqual(['new', 'old']);
    expect([verdict(OLD), verdict(NEW)]).toMatchObject([{ valid: true }, { valid: true }]);
    expect(readSharedKeys(new Secret(JSON.stringify([NEW])))).toMatchObject([{ keyId: 'new' }]);
  });
});
