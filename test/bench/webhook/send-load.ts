import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { incomingMessage, sharedKeyMessage } from './incoming-message.js';

/** A request as it is written to the socket, and the status that must answer it. */
export interface WireMessage {
  readonly bytes: Buffer;
  readonly status: number;
}

/**
 * Sends messages as fast as the server answers, on kept connections. It writes the same
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

  /** Sends this many signed messages at least, with the SharedKey to paths that say so. */
  send(path: string, requests: number): Promise<number> {
    const sign = path.endsWith('/sha256') ? sharedKeyMessage : incomingMessage;
    return this.sendMessage({ bytes: wireBytes(sign(path), path), status: 204 }, requests);
  }

  /** The same with any message. */
  async sendMessage(message: WireMessage, requests: number): Promise<number> {
    const each = Math.ceil(requests / this.#sockets.length);
    await Promise.all(this.#sockets.map((socket) => send(socket, message, each)));
    return each * this.#sockets.length;
  }

  end(): void {
    clearImmediate(this.#awake);
    for (const socket of this.#sockets) socket.destroy();
  }
}

function send(socket: Socket, { bytes, status }: WireMessage, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = times;
    let seen = '';
    const settle = (done: () => void): void => {
      socket.off('data', onData).off('error', reject);
      done();
    };
    const onData = (chunk: Buffer): void => {
      seen += chunk.toString('latin1');
      if (!isComplete(seen)) return;
      if (!seen.startsWith(`HTTP/1.1 ${status}`)) return settle(() => reject(new Error(seen)));
      seen = '';
      left -= 1;
      if (left === 0) settle(resolve);
      else socket.write(bytes);
    };
    socket.on('data', onData).once('error', reject);
    socket.write(bytes);
  });
}

/** Whether an answer has ended: after its head, or after as much as that announces. */
function isComplete(seen: string): boolean {
  const head = seen.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(seen)?.[1] ?? 0);
  return seen.length >= head + 4 + length;
}

/** A POST of this form to the path. */
export function wireBytes(
  {
    headers,
    rawBody,
  }: { readonly headers: Readonly<Record<string, string>>; readonly rawBody: Buffer },
  path: string,
): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), rawBody]);
}
