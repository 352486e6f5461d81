import { EventEmitter, once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TestCertificate } from './tls-certificate.js';

/** One request as it arrived. */
export interface Recorded {
  readonly method: string;
  /** Path and query, unchanged. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server answers. A function writes the response itself, or leaves it open. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | string[]>>;
      /** An object is sent as JSON. */
      readonly body?: string | Buffer | object | undefined;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server on the loopback interface that records its requests and answers by script. */
export interface RecordingServer {
  readonly port: number;
  readonly origin: string;
  readonly requests: Recorded[];
  /** Resolves once this many requests have arrived. */
  received(count: number): Promise<void>;
  /** Connections opened so far. */
  readonly connections: () => number;
  /** Answers in turn; the last one is repeated. */
  answer(...answers: readonly Answer[]): void;
  /** Closes every open connection, as a server does with idle ones. */
  dropConnections(): void;
  close(): Promise<void>;
}

export async function startRecordingServer(
  certificate?: TestCertificate,
): Promise<RecordingServer> {
  const requests: Recorded[] = [];
  const arrivals = new EventEmitter();
  const sockets = new Set<Socket>();
  let opened = 0;
  let script: readonly Answer[] = [{ status: 200, body: {} }];
  let at = 0;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString('latin1') });
      const answer = script[Math.min(at++, script.length - 1)];
      arrivals.emit('request');
      if (answer !== undefined) writeAnswer(answer, request, response);
    });
  };
  const server =
    certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket: Socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scheme = certificate === undefined ? 'http' : 'https';
  const dropConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    origin: `${scheme}://127.0.0.1:${port}`,
    requests,
    received: async (count) => {
      while (requests.length < count) await once(arrivals, 'request');
    },
    connections: () => opened,
    answer: (...answers) => {
      [script, at] = [answers, 0];
    },
    dropConnections,
    close: async () => {
      dropConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers one request. */
export function writeAnswer(
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (typeof answer === 'function') {
    answer(request, response);
    return;
  }
  const { status = 200, headers = {}, body = '' } = answer;
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = text === body ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(text);
}
