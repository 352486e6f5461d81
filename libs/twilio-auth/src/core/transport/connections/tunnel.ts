import type { Socket } from 'node:net';
import type { Secret } from '../../primitives/secret.js';
import { withCode } from '../answers/failures.js';
import type { Target } from './proxies.js';

/** Far above the answer of any proxy. */
const MAX_HEAD_BYTES = 16 * 1024;

const STATUS = /^HTTP\/1\.[01] (\d{3})/;

/**
 * Asks the proxy at the other end of a connection for a tunnel (RFC 9110, section 9.3.6).
 * Rejects with the code `PROXY_407` and the like when it refuses.
 */
export function openTunnel(
  socket: Socket,
  { host, port }: Target,
  authorization: Secret | undefined,
): Promise<void> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    let head = '';
    const onReadable = (): void => {
      for (let chunk = read(socket); chunk !== null; chunk = read(socket)) {
        head += chunk.toString('latin1');
      }
      const end = head.indexOf('\r\n\r\n');
      if (end === -1 && head.length <= MAX_HEAD_BYTES) return;
      socket.off('readable', onReadable);
      const status = STATUS.exec(head)?.[1];
      if (status === undefined) return reject(withCode('PROXY_MALFORMED'));
      if (!status.startsWith('2')) return reject(withCode(`PROXY_${status}`));
      const rest = head.slice(end + 4);
      if (rest !== '') socket.unshift(Buffer.from(rest, 'latin1'));
      return resolve();
    };
    socket.on('readable', onReadable);
    socket.once('error', reject);
    socket.once('close', () => reject(withCode('ECONNRESET')));
    socket.write(connectRequest(authority, authorization));
  });
}

function connectRequest(authority: string, authorization: Secret | undefined): string {
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization.reveal()}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function read(socket: Socket): Buffer | null {
  return socket.read() as Buffer | null;
}
