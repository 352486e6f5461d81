import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { ACCOUNT_SID } from '#test/support/configuration.js';
import { startRuntime } from '#test/support/runtime.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { AUTHORIZATION, request } from './loopback.js';

/** A server in a thread of its own, which gives its first answer only once it is told to. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const flag = new Int32Array(workerData);
  const server = require('node:http').createServer((request, response) => {
    parentPort.postMessage('received');
    Atomics.wait(flag, 0, 0);
    response.writeHead(201, { 'content-type': 'application/json' });
    const body = '{"sid":"SM1","access_token":"token","expires_in":3600}';
    setTimeout(() => response.end(body), 20);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;
const timeoutMs = 1000;

async function startServer() {
  const shared = new SharedArrayBuffer(8);
  const flag = new Int32Array(shared);
  const server = new Worker(SERVER, { eval: true, workerData: shared });
  onTestFinished(async () => void (await server.terminate()));
  const [port] = (await once(server, 'message')) as [number];
  /** The answer arrives while this thread is blocked for longer than a call may take. */
  const answerBlocked = async (): Promise<void> => {
    await once(server, 'message');
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    // As a large JSON.parse would.
    Atomics.wait(flag, 1, 0, timeoutMs * 2);
  };
  return { apiBaseUrl: `http://127.0.0.1:${port}`, answerBlocked };
}

it('does not time out an answer that arrived while the event loop was blocked', async () => {
  const { apiBaseUrl, answerBlocked } = await startServer();
  const transport = openTransport({ apiBaseUrl, http: { timeoutMs } });
  onTestFinished(() => transport.close(0));
  const call = request(transport, new TestCredential(AUTHORIZATION), { method: 'post' });
  await answerBlocked();
  expect(await call).toMatchObject({ statusCode: 201, body: { sid: 'SM1' } });
});

it('sends the call whose token arrived while the event loop was blocked', async () => {
  const { apiBaseUrl, answerBlocked } = await startServer();
  const auth = { method: 'oauth', clientId: `OQ${'b'.repeat(32)}`, clientSecret: 'secret' };
  const options = { accountSid: ACCOUNT_SID, auth, apiBaseUrl, http: { timeoutMs } };
  const { clients } = await startRuntime(options);
  const call = clients.default().messages.create({ to: '+1', from: '+2', body: 'x' });
  await answerBlocked();
  expect(await call).toMatchObject({ sid: 'SM1' });
});
