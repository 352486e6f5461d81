import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TestCertificate } from './tls-certificate.js';

/** An HTTP proxy that answers CONNECT and connects every tunnel to one local port. */
export interface ConnectProxy {
  readonly url: string;
  /** `host:port` of every requested tunnel. */
  readonly targets: string[];
  /** The `Proxy-Authorization` of each. */
  readonly credentials: (string | undefined)[];
  /** While `true`, it takes requests for tunnels and never answers them. */
  swallows: boolean;
  close(): Promise<void>;
}

/** With `authorization`, only requests with exactly this `Proxy-Authorization` get a tunnel. */
export async function startConnectProxy(
  port: number,
  authorization?: string,
  certificate?: TestCertificate,
): Promise<ConnectProxy> {
  const targets: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Duplex>();
  const server = certificate ? createTlsServer(certificate) : createServer();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    const given = request.headers['proxy-authorization'];
    targets.push(request.url ?? '');
    credentials.push(given);
    client.on('error', () => client.destroy());
    if (proxy.swallows) return;
    if (authorization !== undefined && given !== authorization) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: ConnectProxy = {
    swallows: false,
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    credentials,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
