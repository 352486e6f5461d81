import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request exactly as it is sent, without normalisation. */
export interface WireRequest {
  readonly method?: string;
  readonly target: string;
  /** A list sends a header several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer | string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Listening {
  getHttpServer(): { address(): AddressInfo | string | null };
}

/** Sends a request over a socket to an application that listens on the loopback interface. */
export function sendTo(
  app: Listening,
  { method = 'POST', target, headers = {}, body }: WireRequest,
): Promise<WireAnswer> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const length = body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path: target,
        headers: { ...length, ...headers } as Record<string, string>,
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
