import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Test } from '@nestjs/testing';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '#test/support/free-port.js';
import { Greeter } from './greeter.js';

/** What the server does with a message that it has read, and with that sent. */
type Reaction = (response: ServerResponse, request: IncomingMessage) => void;

const answer: Reaction = (response) => {
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end('{"sid":"SM1"}');
};
const breakOff: Reaction = (response) => void response.destroy();
const neverAnswer: Reaction = () => {};

/** A server that counts how often it got each message. */
async function startCountingServer(reactions: readonly Reaction[], at = 0) {
  const counts = new Map<string, number>();
  let requests = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const to = new URLSearchParams(body).get('To') ?? '';
      counts.set(to, (counts.get(to) ?? 0) + 1);
      reactions[requests++ % reactions.length]?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { port, counts, duplicates: () => [...counts.values()].filter((count) => count > 1) };
}

async function startGreeter(port: number, http = {}) {
  const digits = '1'.repeat(32);
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid: `AC${digits}`,
        auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'any' },
        apiBaseUrl: `http://127.0.0.1:${port}`,
        http,
      }),
    ],
    providers: [Greeter],
  }).compile();
  onTestFinished(() => module.close());
  return { greeter: module.get(Greeter), close: () => module.close() };
}

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `+1555${String(1_000_000 + at)}`);

describe('the retries of the errors page', () => {
  it('send no message twice, of 3,000 to a server that breaks off after reading', async () => {
    const server = await startCountingServer([answer, breakOff, answer]);
    const { greeter } = await startGreeter(server.port);
    const outcomes = await Promise.allSettled(numbers(3000).map((to) => greeter.greet(to)));
    expect(server.duplicates()).toEqual([]);
    expect(server.counts.size).toBe(3000);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1000);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'TWILIO_AUTH_CONNECTION_FAILED', sent: 'unknown', retryable: false },
    });
  }, 60_000);

  it('send no message twice that was not answered in time', async () => {
    const server = await startCountingServer([answer, neverAnswer]);
    const { greeter } = await startGreeter(server.port, { timeoutMs: 500 });
    const outcomes = await Promise.allSettled(numbers(20).map((to) => greeter.greet(to)));
    expect(server.duplicates()).toEqual([]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  });

  it('send no message twice that was cut off by the shutdown', async () => {
    const server = await startCountingServer([neverAnswer]);
    const { greeter, close } = await startGreeter(server.port);
    const outcome = greeter.greet('+15551234567').catch((error: unknown) => error);
    await expect.poll(() => server.counts.size).toBe(1);
    await close();
    expect(await outcome).toMatchObject({ sent: 'unknown', retryable: false });
    expect(server.duplicates()).toEqual([]);
  });

  it('send a message that could not be sent before, once there is a server', async () => {
    const port = await freePort();
    const { greeter } = await startGreeter(port, { retries: 0 });
    const greeting = greeter.greet('+15551234567');
    const server = await startCountingServer([answer], port);
    expect(await greeting).toBe('SM1');
    expect([...server.counts]).toEqual([['+15551234567', 1]]);
  });
});
