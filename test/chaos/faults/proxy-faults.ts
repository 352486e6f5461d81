import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { makeTestCertificate } from '../../support/tls-certificate.js';
import type { FaultCase, Outcome } from '../fault-case.js';
import { contender } from '../world/contenders.js';
import { FakeTwilio } from '../world/fake-twilio.js';
import { during } from '../world/load.js';

const CALLERS = 8;
const CONNECT_TIMEOUT_MS = 1_000;

/** A proxy that can swallow CONNECT: it accepts the connection and never answers. */
class SwallowingProxy {
  swallows = false;
  readonly #server = createServer();
  readonly #sockets = new Set<Duplex>();

  async start(targetPort: number): Promise<string> {
    this.#server.on('connect', (_request: IncomingMessage, client: Duplex) => {
      this.#keep(client);
      if (this.swallows) return;
      const upstream = connect(targetPort, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      this.#keep(upstream);
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.dropConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
  }
}

/** The SDK's client drops its authorities behind a proxy, so it has no part in this case. */
const swallowedConnect: FaultCase = {
  id: 'proxy-connect',
  fault: `proxy swallows CONNECT for a second, connectTimeoutMs ${CONNECT_TIMEOUT_MS}`,
  async run(): Promise<Outcome> {
    const { ca, cert, key } = makeTestCertificate();
    const twilio = await FakeTwilio.start({ cert, key });
    const proxy = new SwallowingProxy();
    const url = await proxy.start(twilio.port);
    const http = { proxy: url, ca, connectTimeoutMs: CONNECT_TIMEOUT_MS };
    const application = await contender('ours', twilio, { method: 'api-key', options: { http } });
    const fault = await during([application], CALLERS, async () => {
      await setTimeout(1_000);
      proxy.swallows = true;
      proxy.dropConnections();
      await setTimeout(1_000);
      proxy.swallows = false;
      await setTimeout(CONNECT_TIMEOUT_MS);
    });
    const recovered = await during([application], CALLERS, () => setTimeout(2_000));
    await application.end();
    await proxy.close();
    await twilio.close();
    return {
      calls: fault.calls + recovered.calls,
      failed: fault.failed + recovered.failed,
      // The connections that were cut carried one POST of each caller.
      unavoidable: CALLERS,
      duplicates: twilio.duplicates,
      note: `${recovered.failed} failed after it recovered`,
    };
  },
};

export const PROXY_FAULTS: readonly FaultCase[] = [swallowedConnect];
