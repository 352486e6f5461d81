import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { incomingMessage } from './incoming-message.js';

/**
 * Sends signed messages as fast as the server answers, on kept connections. It writes the same
 * bytes again and again and only looks for the end of the head, so that the server and not the
 * sender is what is measured.
 */
export class Load {
  readonly #sockets: Socket[];
  #awake: NodeJS.Immediate;

  private constructor(sockets: Socket[]) {
    this.#sockets = sockets;
    // The server pays for waking a sender that sleeps, a third of a request and not always; a
    // saturated server meets none.
    const stayAwake = (): void => {
      this.#awake = setImmediate(stayAwake);
    };
    this.#awake = setImmediate(stayAwake);
  }

  static async on(port: number, connections: number): Promise<Load> {
    const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return new Load(sockets);
  }

  /** Sends this many at least, and answers how many it sent. */
  async send(path: string, requests: number): Promise<number> {
    const message = wireBytes(path);
    const each = Math.ceil(requests / this.#sockets.length);
    await Promise.all(this.#sockets.map((socket) => send(socket, message, each)));
    return each * this.#sockets.length;
  }

  end(): void {
    clearImmediate(this.#awake);
    for (const socket of this.#sockets) socket.destroy();
  }
}

function send(socket: Socket, message: Buffer, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = times;
    let seen = '';
    const settle = (done: () => void): void => {
      socket.off('data', onData).off('error', reject);
      done();
    };
    const onData = (chunk: Buffer): void => {
      seen += chunk.toString('latin1');
      if (!seen.endsWith('\r\n\r\n')) return;
      if (!seen.startsWith('HTTP/1.1 204')) return settle(() => reject(new Error(seen)));
      seen = '';
      left -= 1;
      if (left === 0) settle(resolve);
      else socket.write(message);
    };
    socket.on('data', onData).once('error', reject);
    socket.write(message);
  });
}

function wireBytes(path: string): Buffer {
  const { headers, rawBody } = incomingMessage(path);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), rawBody]);
}
