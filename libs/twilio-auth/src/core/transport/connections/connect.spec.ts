import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeTestCertificate, type TestCertificate } from '#test/support/tls-certificate.js';
import { FakeClock } from '../../../testing/fake-clock.js';
import { createConnect, type Connect } from './connect.js';

let certificate: TestCertificate;
beforeAll(() => {
  certificate = makeTestCertificate();
});

/** Opens connections to this server, each with the name that its certificate must have. */
async function connectTo(server: Server, isTls: boolean) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const clock = new FakeClock();
  const { ca } = certificate;
  const connect = createConnect({ proxyFor: () => undefined, timeoutMs: 5000, ca, clock });
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const start = (servername: string) => {
    let giveUp: ReturnType<Connect> = () => {};
    const outcome = new Promise<Socket | (Error & { code?: string })>((resolve) => {
      const target = { isTls, host: '127.0.0.1', port, servername };
      giveUp = connect(target, (error, socket) => {
        if (socket !== null) sockets.push(socket);
        resolve(error ?? socket);
      });
    });
    return { outcome, giveUp };
  };
  return { clock, start };
}

/** A server that accepts connections and does nothing else. */
function silentServer(): Server {
  return createServer((socket) => {
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
  });
}

describe('a connection over TLS', () => {
  /** The name that each connection asked for, and whether it resumed a session. */
  const seen: { name: unknown; isResumed: boolean; protocol: unknown }[] = [];
  const start = async () => {
    seen.length = 0;
    const options = { ...certificate, ALPNProtocols: ['h2', 'http/1.1'] };
    const server = createTlsServer(options, (socket: TLSSocket) => {
      socket.on('error', () => {});
      const protocol = socket.alpnProtocol;
      seen.push({ name: socket.servername, isResumed: socket.isSessionReused(), protocol });
      // The client gets its session along with the first bytes.
      socket.end('x');
    });
    return connectTo(server, true);
  };
  const read = async (outcome: Promise<unknown>): Promise<void> => {
    const socket = (await outcome) as Socket;
    await once(socket.resume(), 'end');
  };

  it('asks for the name of the host, and for none where that is an address', async () => {
    const tls = await start();
    await read(tls.start('api.twilio.com').outcome);
    await read(tls.start('127.0.0.1').outcome);
    expect(seen.map(({ name }) => name)).toEqual(['api.twilio.com', false]);
    expect(seen.map(({ protocol }) => protocol)).toEqual(['http/1.1', 'http/1.1']);
  });

  it('resumes the last session of the same name', async () => {
    const tls = await start();
    for (const name of ['api', 'api', 'oauth', 'api']) {
      await read(tls.start(`${name}.twilio.com`).outcome);
    }
    expect(seen.map(({ isResumed }) => isResumed)).toEqual([false, true, false, true]);
  });

  it('keeps the sessions of the last hundred names', async () => {
    const tls = await start();
    const connect = (name: string) => read(tls.start(`${name}.twilio.com`).outcome);
    await connect('first');
    await connect('second');
    await Promise.all(Array.from({ length: 98 }, (_, at) => connect(`host-${at}`)));
    seen.length = 0;
    for (const name of ['first', 'new', 'newer', 'second']) await connect(name);
    expect(seen.map(({ isResumed }) => isResumed)).toEqual([true, false, false, false]);
  }, 20_000);
});

describe('a connection that does not open', () => {
  it('is an error once its time is over, and not before', async () => {
    const server = silentServer();
    const { clock, start } = await connectTo(server, true);
    const accepted = once(server, 'connection');
    const { outcome } = start('api.twilio.com');
    await accepted;
    await clock.advance(4999);
    expect(clock.waiting).toEqual([1]);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT' });
  });

  it('is closed at the server too when it is given up', async () => {
    const server = silentServer();
    const { clock, start } = await connectTo(server, true);
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const { outcome, giveUp } = start('api.twilio.com');
    const [socket] = await accepted;
    giveUp();
    await once(socket.resume(), 'close');
    expect(await outcome).toMatchObject({ code: 'UND_ERR_ABORTED' });
    expect(clock.waiting).toEqual([]);
  });

  it('is closed when it is given up before it was begun', async () => {
    const server = silentServer();
    const { start } = await connectTo(server, false);
    const { outcome, giveUp } = start('api.twilio.com');
    giveUp();
    expect(await outcome).toMatchObject({ code: 'UND_ERR_ABORTED' });
  });

  it('is an error when the server hangs up during the handshake', async () => {
    const server = createServer((socket) => void socket.end());
    const { clock, start } = await connectTo(server, true);
    expect(await start('api.twilio.com').outcome).toMatchObject({ code: 'ECONNRESET' });
    expect(clock.waiting).toEqual([]);
  });
});

describe('a connection that is open', () => {
  it('has no time limit any longer', async () => {
    const { clock, start } = await connectTo(silentServer(), false);
    expect(await start('api.twilio.com').outcome).toMatchObject({ connecting: false });
    expect(clock.waiting).toEqual([]);
  });
});
