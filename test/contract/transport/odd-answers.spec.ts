import { gzipSync } from 'node:zlib';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer } from '#test/support/recording-server.js';
import { clientOn } from '#test/support/sdk-pair.js';
import { rejectionOf } from '#test/support/thrown.js';
import { request, useLoopback } from './loopback.js';

const HTML = '<!DOCTYPE html><html><body>Please log in to the network</body></html>';
const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };

/** A server that answers every request with these bytes. */
async function startRawServer(answer: string): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', () => void socket.write(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an answer that the SDK cannot parse', () => {
  const loopback = useLoopback();
  const unusable: Record<string, Answer> = {
    'a page in HTML': { body: HTML, headers: { 'content-type': 'text/html; charset=utf-8' } },
    'a page without a type': { body: HTML },
    'plain text': { body: 'hello', headers: { 'content-type': 'text/plain' } },
    'JSON cut short': { body: '{"sid":"SM', headers: { 'content-type': 'application/json' } },
    'gzip cut short': {
      body: gzipSync(JSON.stringify({ sid: 'SM1', body: 'x'.repeat(99) })).subarray(0, 30),
      headers: { 'content-encoding': 'gzip' },
    },
    'a 204': { status: 204 },
    'an empty 200': { status: 200 },
    'gzip of nothing': { body: gzipSync(''), headers: { 'content-encoding': 'gzip' } },
    'a text in JSON': { body: '"x"', headers: { 'content-type': 'application/json' } },
  };

  it.each(Object.entries(unusable))('is a typed error: %s', async (_, answer) => {
    const { server, credential, open } = loopback;
    server.answer(answer);
    const client = clientOn(open(), credential);
    expect(await rejectionOf(client.messages.create(message))).toMatchObject({
      code: 'TWILIO_AUTH_ANSWER_INVALID',
      reason: 'NOT_JSON',
      sent: 'yes',
      retryable: false,
    });
    expect(await rejectionOf(client.messages.list())).toMatchObject({ reason: 'NOT_JSON' });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['of another type', '/x', { body: 'a,b', headers: { 'content-type': 'text/csv' } }],
    ['asked for by its extension', '/x.html', { body: HTML }],
    ['that failed', '/x', { status: 502, body: HTML }],
    ['that is empty', '/x', { status: 204 }],
  ])('is passed on as it is when it is one %s', async (_, path, answer) => {
    const { server, credential, open } = loopback;
    server.answer(answer);
    const call = clientOn(open({ http: { retries: 0 } }), credential).request({
      method: 'get',
      uri: `https://api.twilio.com${path}`,
    } as never);
    expect(await call).toMatchObject({ body: 'body' in answer ? answer.body : '' });
  });
});

describe('an answer after another one', () => {
  const loopback = useLoopback();
  const post = { method: 'post', data: { Body: 'x' } };
  const created = 'HTTP/1.1 201 Created\r\ncontent-length: 13\r\n\r\n{"sid":"SM1"}';

  it('is used after early hints', async () => {
    const apiBaseUrl = await startRawServer(
      `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${created}`,
    );
    const answer = await request(loopback.open({ apiBaseUrl }), loopback.credential, post);
    expect(answer).toMatchObject({ statusCode: 201, body: { sid: 'SM1' } });
  });

  it('is not lost in silence after a 100 Continue: the request was sent', async () => {
    const apiBaseUrl = await startRawServer(`HTTP/1.1 100 Continue\r\n\r\n${created}`);
    const call = request(loopback.open({ apiBaseUrl }), loopback.credential, post);
    expect(await rejectionOf(call)).toMatchObject({
      code: 'TWILIO_AUTH_ANSWER_INVALID',
      reason: 'UNEXPECTED_CONTINUE',
      sent: 'yes',
      retryable: false,
    });
  });
});

describe('the answer to a HEAD', () => {
  const loopback = useLoopback();

  it('has no body, however large the one is that it speaks of', async () => {
    const { server, credential, open } = loopback;
    server.answer({ headers: { 'content-length': String(100 * 1024 * 1024) } });
    const answer = await request(open(), credential, { method: 'head' });
    expect(answer).toMatchObject({ statusCode: 200, body: '' });
  });
});

describe('a mistake in our own code', () => {
  const loopback = useLoopback();

  it('is not reported as a missing answer', async () => {
    const { credential, open } = loopback;
    credential.hint = () => {
      throw new TypeError('x is not a function');
    };
    loopback.server.answer({ status: 404, body: {} });
    const error = await rejectionOf(request(open(), credential));
    expect(error).toBeInstanceOf(TypeError);
  });
});
