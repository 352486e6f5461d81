// An application that sends messages at a steady rate, in a process of its own: it reads its key from
// TWILIO_CREDENTIALS_FILE, and the keys of the webhooks that it takes from
// TWILIO_WEBHOOK_SIGNING_KEYS_FILE. Answers every message of its parent with what it has counted so far.
import 'reflect-metadata';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient, TwilioWebhookVerifier } from 'nestjs-twilio-auth';

const rate = Number(process.argv[2]);
const TICK_MS = 50;

const module = TwilioAuthModule.forRoot();
const app = await NestFactory.createApplicationContext(module, { logger: false });
const twilio = app.get(TwilioClient);

const counted = { calls: 0, answered: 0, failed: 0, firstError: undefined };

async function send() {
  counted.calls += 1;
  try {
    await twilio.messages.create({ to: '+15558675310', from: '+15005550010', body: 'hello' });
  } catch (error) {
    counted.failed += 1;
    counted.firstError ??= String(error);
  }
  counted.answered += 1;
}

const verifier = app.get(TwilioWebhookVerifier);
const server = createServer(async (request, response) => {
  const rawBody = await buffer(request);
  const { method, url, headers } = request;
  const { valid } = await verifier.verify({ method, url, headers, rawBody }, { baseUrl });
  response.writeHead(valid ? 200 : 403).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;

// By the time that has passed, so that a busy machine lowers no rate.
const startedMs = performance.now();
const timer = setInterval(() => {
  const due = (rate * (performance.now() - startedMs)) / 1000;
  while (counted.calls < due) void send();
}, TICK_MS);

process.on('message', async (word) => {
  if (word === 'end') {
    clearInterval(timer);
    while (counted.answered < counted.calls)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }
  process.send(counted);
});
process.once('disconnect', () => process.exit(0));
process.send({ ...counted, url: baseUrl });
