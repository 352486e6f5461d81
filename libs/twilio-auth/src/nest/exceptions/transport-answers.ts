import { throwError, type Observable } from 'rxjs';
import type { HttpAnswer, TwilioErrorBody } from '../../core/errors/http-answer.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';

/** What callers get where there are no HTTP status and no headers. */
interface PlainAnswer extends TwilioErrorBody {
  readonly retryAfterSeconds?: number;
}

function plain({ body, retryAfterSeconds }: HttpAnswer): PlainAnswer {
  return { ...body, ...withoutUndefined({ retryAfterSeconds }) };
}

/** The answer of a message handler: the object that the caller's `send()` fails with. */
export function rpcAnswer(answer: HttpAnswer): Observable<never> {
  return throwError(() => ({ status: 'error', ...plain(answer) }));
}

/** A client of a gateway: a socket of Socket.IO, or one of the package `ws`. */
interface GatewayClient {
  emit?(event: string, data: unknown): unknown;
  send?(text: string): unknown;
  /** WebSockets have one, Socket.IO has none. */
  readonly readyState?: unknown;
}

/** Sends the event `exception`, as Nest does for a `WsException`. */
export function sendToGatewayClient(client: GatewayClient, answer: HttpAnswer): void {
  const data = { status: 'error', ...plain(answer) };
  // The emit() of a WebSocket is that of an EventEmitter, and sends nothing.
  if (typeof client.readyState === 'number') {
    client.send?.(JSON.stringify({ event: 'exception', data }));
  } else {
    client.emit?.('exception', data);
  }
}

/** An error of a resolver. GraphQL shows its message and takes over its `extensions`. */
export class GraphqlFailure extends Error {
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(answer: HttpAnswer) {
    const { message, errorCode, ...rest } = plain(answer);
    super(message);
    this.extensions = { code: errorCode, ...rest };
  }

  override get name(): string {
    return 'TwilioGraphqlFailure';
  }
}
