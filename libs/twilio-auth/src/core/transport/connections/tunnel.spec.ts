import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../primitives/secret.js';
import { openTunnel } from './tunnel.js';

const target = { isTls: true, host: 'api.twilio.com', port: 443 };

/** A connection to a proxy, and the side of the proxy. */
async function connectToProxy(): Promise<{ socket: Socket; proxy: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [proxy] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => {
    socket.destroy();
    proxy.destroy();
    server.close();
  });
  return { socket, proxy };
}

/** What the proxy was asked, as text. */
async function asked(proxy: Socket): Promise<string> {
  const [head] = (await once(proxy, 'data')) as [Buffer];
  return head.toString();
}

describe('a tunnel through a proxy', () => {
  it('is asked for with the credentials of the proxy', async () => {
    const { socket, proxy } = await connectToProxy();
    const opened = openTunnel(socket, target, new Secret('Basic abc'));
    expect(await asked(proxy)).toBe(
      'CONNECT api.twilio.com:443 HTTP/1.1\r\nHost: api.twilio.com:443\r\n' +
        'Proxy-Authorization: Basic abc\r\n\r\n',
    );
    proxy.write('HTTP/1.1 200 Connection established\r\n\r\n');
    await opened;
  });

  it('to an IPv6 address has brackets', async () => {
    const { socket, proxy } = await connectToProxy();
    const opened = openTunnel(socket, { ...target, host: '::1' }, undefined);
    expect(await asked(proxy)).toContain('CONNECT [::1]:443 HTTP/1.1');
    proxy.write('HTTP/1.0 200 OK\r\n\r\n');
    await opened;
  });

  it('is open once the whole answer has come, and keeps the bytes behind it', async () => {
    const { socket, proxy } = await connectToProxy();
    const opened = openTunnel(socket, target, undefined);
    await asked(proxy);
    proxy.write('HTTP/1.1 200 OK\r\nX: y');
    await once(socket, 'readable');
    proxy.write('\r\n\r\nfirst bytes');
    await opened;
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('first bytes');
  });

  it.each([
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'PROXY_407'],
    ['HTTP/1.1 302 Found\r\n\r\n', 'PROXY_302'],
    ['HTTP/2.0 200 OK\r\n\r\n', 'PROXY_MALFORMED'],
    ['x HTTP/1.1 200 OK\r\n\r\n', 'PROXY_MALFORMED'],
    ['HTTP/1.1 20 OK\r\n\r\n', 'PROXY_MALFORMED'],
    ['SSH-2.0-OpenSSH\r\n\r\n', 'PROXY_MALFORMED'],
    ['x'.repeat(20_000), 'PROXY_MALFORMED'],
  ])('is refused with a code of its own (%#)', async (answer, code) => {
    const { socket, proxy } = await connectToProxy();
    const opened = openTunnel(socket, target, undefined);
    const outcome = opened.catch((error: unknown) => error);
    await asked(proxy);
    proxy.write(answer);
    expect(await outcome).toMatchObject({ code });
  });

  it('is refused when the proxy hangs up', async () => {
    const { socket, proxy } = await connectToProxy();
    const outcome = openTunnel(socket, target, undefined).catch((error: unknown) => error);
    await asked(proxy);
    proxy.destroy();
    expect(await outcome).toMatchObject({ code: 'ECONNRESET' });
  });
});
