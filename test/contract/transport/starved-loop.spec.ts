import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { AUTHORIZATION, request } from './loopback.js';

/** A server in a thread of its own, which answers only once it is told to. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const flag = new Int32Array(workerData);
  const server = require('node:http').createServer((request, response) => {
    parentPort.postMessage('received');
    Atomics.wait(flag, 0, 0);
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end('{"sid":"SM1"}');
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

it('does not time out an answer that arrived while the event loop was blocked', async () => {
  const shared = new SharedArrayBuffer(8);
  const flag = new Int32Array(shared);
  const server = new Worker(SERVER, { eval: true, workerData: shared });
  onTestFinished(async () => void (await server.terminate()));
  const [port] = (await once(server, 'message')) as [number];
  const timeoutMs = 1000;
  const transport = openTransport({ apiBaseUrl: `http://127.0.0.1:${port}`, http: { timeoutMs } });
  onTestFinished(() => transport.close(0));
  const call = request(transport, new TestCredential(AUTHORIZATION), { method: 'post' });
  await once(server, 'message');
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
  // Blocks this thread for longer than the call may take, as a large JSON.parse would.
  Atomics.wait(flag, 1, 0, timeoutMs * 2);
  expect(await call).toMatchObject({ statusCode: 201, body: { sid: 'SM1' } });
});
