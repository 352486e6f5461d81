import 'reflect-metadata';
import { strict as assert } from 'node:assert';
import { NestFactory } from '@nestjs/core';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { AppModule } from './app.module.js';
import { versionsOf } from './versions.js';

// Sends a message, issues an access token and receives webhooks, as any application does, and
// prints what was checked on the last line.
async function main(): Promise<void> {
  const emulator = await TwilioEmulator.start();
  Object.assign(process.env, emulator.env('oauth'), { NODE_ENV: 'test' });
  const app = await NestFactory.create(AppModule, { rawBody: true, logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const post = async (path: string, body: object = {}) => {
    const init = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, { method: 'POST', ...init });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  const message = { to: '+15551234567', from: emulator.account.phoneNumber };
  const [first, second] = await Promise.all([
    post('/messages', message),
    post('/messages', message),
  ]);
  assert.match(first?.body.sid ?? '', /^SM[0-9a-f]{32}$/);
  assert.match(second?.body.sid ?? '', /^SM[0-9a-f]{32}$/);
  assert.equal(emulator.requests.tokenRequests, 1);

  const { body: issued } = await post('/messages/token');
  assert.equal(issued.token?.split('.').length, 3);

  const webhook = { from: '+15551234567', body: 'hello', url: `${url}/webhooks/sms` };
  const accepted = await emulator.webhooks.inboundMessage(webhook);
  assert.equal(accepted.status, 201);
  assert.deepEqual(JSON.parse(accepted.body ?? ''), { text: 'hello', account: 'default' });
  const forged = await post('/webhooks/sms', { Body: 'hello' });
  assert.equal(forged.status, 403);
  assert.equal(forged.body.errorCode, 'TWILIO_AUTH_WEBHOOK_REJECTED');

  await app.close();
  await emulator.stop();
  const checked = 'two messages over one OAuth token, an access token, a webhook, a forged one';
  console.log(JSON.stringify({ checked, versions: versionsOf(['@nestjs/core', 'twilio']) }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
