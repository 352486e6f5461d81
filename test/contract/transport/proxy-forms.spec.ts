import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startConnectProxy } from '#test/support/connect-proxy.js';
import { startRecordingServer } from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { basic, TestCredential } from '#test/support/test-credential.js';
import { rejectionOf } from '#test/support/thrown.js';
import { AUTHORIZATION, request } from './loopback.js';

async function startBoth() {
  const server = await startRecordingServer();
  const proxy = await startConnectProxy(server.port);
  onTestFinished(async () => {
    await proxy.close();
    await server.close();
  });
  return { server, proxy, address: proxy.url.replace('http://', '') };
}

async function callThrough(httpProxy: string, apiBaseUrl: string, noProxy = ''): Promise<void> {
  const transport = openTransport({
    apiBaseUrl,
    env: { httpProxy, noProxy },
    http: { retries: 0 },
  });
  onTestFinished(() => transport.close(0));
  await request(transport, new TestCredential(AUTHORIZATION));
}

describe('a proxy', () => {
  it.each([
    ['no scheme', (at: string) => at, undefined],
    ['a user name alone', (at: string) => `http://user@${at}`, basic('user', '')],
    ['a password alone', (at: string) => `http://:pass@${at}`, basic('', 'pass')],
    ['a % in its password', (at: string) => `http://user:50%pass@${at}`, basic('user', '50%pass')],
    ['no scheme and a user', (at: string) => `user:pass@${at}`, basic('user', 'pass')],
  ])('may be given with %s', async (_, url, credential) => {
    const { server, proxy, address } = await startBoth();
    await callThrough(url(address), server.origin);
    expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`]);
    expect(proxy.credentials).toEqual([credential]);
    expect(server.requests).toMatchObject([{ headers: { authorization: AUTHORIZATION } }]);
    expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  it.each([
    '127.0.0.0/8',
    '10.0.0.0/8, 127.0.0.1/32',
    '127.0.0.1',
    'localhost 127.0.0.1',
    'example.com,*',
  ])('is bypassed with NO_PROXY=%s', async (noProxy) => {
    const { server, proxy, address } = await startBoth();
    await callThrough(address, server.origin, noProxy);
    expect(proxy.targets).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it.each(['10.0.0.0/8', '127.0.0.1:1', '::1/128', '127.0.0.0/99'])(
    'is not bypassed with NO_PROXY=%s',
    async (noProxy) => {
      const { server, proxy, address } = await startBoth();
      await callThrough(address, server.origin, noProxy);
      expect(proxy.targets).toHaveLength(1);
    },
  );

  it.each([
    ['socks5://hunter2@proxy:1080', 'SOCKS'],
    ['socks://proxy:1080', 'SOCKS'],
    ['ftp://proxy:21', 'http or https'],
    ['http://user:hunter2/x@proxy:80', 'percent-encoded'],
  ])('is refused at boot, with its variable, when it is %s', async (httpsProxy, why) => {
    const open = Promise.resolve().then(() => openTransport({ env: { httpsProxy } }));
    const error = await rejectionOf(open);
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    expect(error['message']).toContain('HTTPS_PROXY');
    expect(error['message']).toContain(why);
    expect(inspect(error)).not.toContain('hunter2');
  });

  it('that is no HTTP proxy is named in the error', async () => {
    const other = createServer((socket) => void socket.end('220 mail.example ESMTP\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    const call = callThrough(`127.0.0.1:${port}`, 'http://127.0.0.1:9');
    expect(await rejectionOf(call)).toMatchObject({ reason: 'PROXY_MALFORMED', sent: 'no' });
  });
});
