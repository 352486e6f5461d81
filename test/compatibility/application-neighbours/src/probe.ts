import { reported, REPORTERS } from './instrument.js';
import 'reflect-metadata';
import { strict as assert } from 'node:assert';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { AppModule, lines, seenByListeners } from './app.module.js';
import { versionsOf } from './versions.js';

const NEIGHBOURS = [
  '@nestjs/core',
  'nestjs-pino',
  'nestjs-cls',
  '@nestjs/throttler',
  'helmet',
  '@nestjs/graphql',
  '@apollo/server',
];

/** What the process of the emulator says of itself. */
interface Started {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

async function main(): Promise<void> {
  const emulator = fork(join(process.cwd(), 'dist', 'emulator.js'));
  const [started] = (await once(emulator, 'message')) as [Started];
  Object.assign(process.env, started.env, { NODE_ENV: 'test' });
  const app = await NestFactory.create(AppModule, { rawBody: true, bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.use(helmet());
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const post = async (path: string, caller: string, body: object = {}) => {
    const headers = { 'content-type': 'application/json', 'x-caller': caller };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, request);
    return { response, status: response.status, text: await response.text() };
  };

  // nestjs-cls and helmet: after a call and in a listener the context is that of the request.
  const sent = await Promise.all(['ann', 'bob'].map((caller) => post('/messages', caller)));
  assert.deepEqual(
    sent.map(({ text }) => (JSON.parse(text) as { caller: string }).caller),
    ['ann', 'bob'],
  );
  assert.deepEqual([...seenByListeners].sort(), ['ann', 'bob']);
  assert.equal(sent[0]?.response.headers.get('x-content-type-options'), 'nosniff');

  // Apollo: the result, and of a failure the code without what operators read.
  const graphql = (name: string) =>
    post('/graphql', 'ann', { query: `mutation { ${name} { sid } }` });
  assert.match((await graphql('send')).text, /"sid":"SM[0-9a-f]{32}"/);
  const { text: refused } = await graphql('refused');
  assert.match(refused, /"code":"TWILIO_AUTH_CAPABILITY"/);
  assert.doesNotMatch(refused, /API key|standard|Accounts|default|stacktrace|nestjs-twilio-auth/i);

  // Throttler: its guard and the webhook's both apply.
  const receive = async () => {
    const inbound = { from: '+15551234567', body: 'hi', url: `${url}/webhooks/sms` };
    const response = await fetch(`${started.url}/__emulator/webhooks/inbound-message`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(inbound),
    });
    return ((await response.json()) as { status: number }).status;
  };
  const statuses = [await receive(), (await post('/webhooks/sms', 'ann')).status];
  statuses.push(await receive(), await receive());
  assert.deepEqual(statuses, [201, 403, 201, 429]);

  // pino and Sentry: an error and a client in full, and no secret.
  assert.equal((await post('/messages/refused', 'ann')).status, 400);
  const logged = lines.join('\n');
  const reports = (await reported()).join('\n');
  assert.match(logged, /not sent/);
  if (REPORTERS.length > 0) assert.match(reports, /RestException|21211/);
  for (const value of started.secrets) {
    assert.ok(!logged.includes(value), 'a secret in the log');
    assert.ok(!reports.includes(value), 'a secret in a report');
  }

  await app.close();
  emulator.disconnect();
  const outputs = REPORTERS.length > 0 ? 'logs, reports or answers' : 'logs or answers';
  const checked = `calls, context of requests in listeners, both guards on a webhook, and no secret in ${outputs}`;
  console.log(JSON.stringify({ checked, versions: versionsOf([...NEIGHBOURS, ...REPORTERS]) }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
