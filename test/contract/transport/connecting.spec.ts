import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import { startConnectProxy } from '#test/support/connect-proxy.js';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { makeTestCertificate, type TestCertificate } from '#test/support/tls-certificate.js';
import { rejectionOf } from '#test/support/thrown.js';
import type { HttpOptions } from '../../../libs/twilio-auth/src/core/config/http-options.js';
import type { Transport } from '../../../libs/twilio-auth/src/core/transport/transport.js';
import { AUTHORIZATION, request } from './loopback.js';

const post = { method: 'post', data: { Body: 'x' } };

/** A server in front of another one, which can stop passing on what it gets. */
async function startRelay(port: number) {
  const sockets = new Set<Socket>();
  const relay = { hangs: false, accepted: 0, origin: '' };
  const server = createServer((client) => {
    relay.accepted += 1;
    sockets.add(client);
    client.on('error', () => client.destroy());
    if (relay.hangs) return;
    const upstream = connect(port, '127.0.0.1');
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay.origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return relay;
}

describe('a connection that does not open', () => {
  let certificate: TestCertificate;
  let twilio: RecordingServer;
  const credential = new TestCredential(AUTHORIZATION);

  beforeAll(async () => {
    certificate = makeTestCertificate();
    twilio = await startRecordingServer(certificate);
  });
  beforeEach(() => void (twilio.requests.length = 0));
  afterAll(() => twilio.close());

  function open(clock: FakeClock, http: HttpOptions, apiBaseUrl?: string): Transport {
    const base = apiBaseUrl === undefined ? {} : { apiBaseUrl };
    const transport = openTransport({ clock, ...base, http: { ca: certificate.ca, ...http } });
    onTestFinished(() => transport.close(0));
    return transport;
  }

  async function startProxy() {
    const proxy = await startConnectProxy(twilio.port);
    onTestFinished(() => proxy.close());
    return proxy;
  }

  it('because a proxy swallows CONNECT ends after the time for it, not sent', async () => {
    const clock = new FakeClock();
    const proxy = await startProxy();
    proxy.swallows = true;
    const transport = open(clock, { proxy: proxy.url, retries: 0, connectTimeoutMs: 3000 });
    const call = rejectionOf(request(transport, credential, post));
    await vi.waitFor(() => expect(proxy.targets).toHaveLength(1));
    await clock.advance(3000);
    expect(await call).toMatchObject({
      reason: 'UND_ERR_CONNECT_TIMEOUT',
      sent: 'no',
      retryable: true,
    });
  });

  it('because a proxy swallows CONNECT costs no call that is made after it recovers', async () => {
    const clock = new FakeClock();
    const proxy = await startProxy();
    proxy.swallows = true;
    const transport = open(clock, { proxy: proxy.url, connections: 2 });
    const met = Array.from({ length: 2 }, () => request(transport, credential, post));
    await vi.waitFor(() => expect(proxy.targets).toHaveLength(2));
    const waiting = Array.from({ length: 98 }, () => request(transport, credential, post));
    proxy.swallows = false;
    // Connections that are slow to open hold up nobody else.
    await clock.advance(1000);
    const later = request(transport, credential, post);
    expect(await Promise.all([...waiting, later])).toHaveLength(99);
    expect(clock.monotonicMs()).toBe(1000);
    // The two that met it are sent over new connections, since nothing of them was sent.
    await clock.advance(10_000);
    expect(await Promise.all(met)).toMatchObject([{ statusCode: 200 }, { statusCode: 200 }]);
    expect(twilio.requests).toHaveLength(101);
  });

  it('because a TLS handshake hangs holds up no other call', async () => {
    const clock = new FakeClock();
    const relay = await startRelay(twilio.port);
    relay.hangs = true;
    const transport = open(clock, { connections: 1, retries: 0 }, relay.origin);
    const met = rejectionOf(request(transport, credential, post));
    await vi.waitFor(() => expect(relay.accepted).toBe(1));
    relay.hangs = false;
    const next = request(transport, credential, post);
    await clock.advance(1000);
    expect(await next).toMatchObject({ statusCode: 200 });
    await clock.advance(9000);
    expect(await met).toMatchObject({ reason: 'UND_ERR_CONNECT_TIMEOUT', sent: 'no' });
  });

  it('ends with the call that waits for it, and says that nothing was sent', async () => {
    const clock = new FakeClock();
    const relay = await startRelay(twilio.port);
    relay.hangs = true;
    const transport = open(clock, { connections: 1 }, relay.origin);
    const met = rejectionOf(request(transport, credential, { ...post, timeout: 500 }));
    await vi.waitFor(() => expect(relay.accepted).toBe(1));
    await clock.advance(500);
    const error = await met;
    expect(error).toMatchObject({ reason: 'TIMEOUT', sent: 'no', retryable: true });
    expect(error['hint']).not.toContain('http.timeoutMs');
    relay.hangs = false;
    expect(await request(transport, credential, post)).toMatchObject({ statusCode: 200 });
    expect(clock.monotonicMs()).toBe(500);
  });

  it('keeps at most the number of connections of the option open afterwards', async () => {
    const clock = new FakeClock();
    const proxy = await startProxy();
    proxy.swallows = true;
    const transport = open(clock, { proxy: proxy.url, connections: 1 });
    const met = request(transport, credential);
    await vi.waitFor(() => expect(proxy.targets).toHaveLength(1));
    await clock.advance(1000);
    proxy.swallows = false;
    await request(transport, credential);
    await clock.advance(10_000);
    await met;
    const before = proxy.targets.length;
    for (let at = 0; at < 5; at++) await request(transport, credential);
    expect(proxy.targets).toHaveLength(before);
  });
});
