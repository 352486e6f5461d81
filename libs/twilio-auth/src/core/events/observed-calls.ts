import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import { pathTemplate } from '../primitives/path-template.js';
import type { Clock } from '../primitives/clock.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { isObject } from '../primitives/is-object.js';
import type { EventHub } from './event-hub.js';
import type { TwilioAuthEventMap } from './events.js';

/** A call to Twilio's API that begins. */
export interface StartedCall {
  readonly account?: string;
  readonly method: string;
  readonly host: string;
  /** With a name for each SID and other value. */
  readonly path: string;
}

/** How it ended. */
export type FinishedCall = TwilioAuthEventMap['api.called'];

/** What follows a call from its beginning to its end, such as a span. Its functions never throw. */
export interface CallSpan {
  /** Sends a request of the call, in the async context that tracers are to see it in. */
  send<T>(send: () => T): T;
  end(call: FinishedCall): void;
}

/** Begins a span. It never throws. */
export type StartSpan = (call: StartedCall) => CallSpan;

/** How many calls of an account needed a permission since the start; all tenants are one account. */
export interface PermissionCalls {
  readonly account: string;
  /** Its name; `unsupported` or `unknown` for calls without one. */
  readonly permission: string;
  readonly calls: number;
}

type CallOutcome = Pick<FinishedCall, 'status' | 'twilioCode' | 'code' | 'reason'>;

/** Reports every call to the listeners of `api.called`, and to a tracer. */
export class ObservedCalls {
  readonly #hub: EventHub;
  #startSpan: StartSpan | undefined;
  /** Counted as long as the application runs, whether anybody observes calls or not. */
  permissions: () => readonly PermissionCalls[] = () => [];

  constructor(hub: EventHub) {
    this.#hub = hub;
  }

  /** Follows every call from now on. Returns the function that stops it. */
  trace(startSpan: StartSpan): () => void {
    this.#startSpan = startSpan;
    return () => {
      if (this.#startSpan === startSpan) this.#startSpan = undefined;
    };
  }

  /** `undefined` when nobody observes calls, as in most applications. */
  start(
    { method, host, path }: Omit<StartedCall, 'account'>,
    account: string | undefined,
    clock: Clock,
  ): ObservedCall | undefined {
    if (this.#startSpan === undefined && !this.#hub.isObserved('api.called')) return undefined;
    const call = { ...withoutUndefined({ account }), method, host, path: pathTemplate(path) };
    return new ObservedCall(call, { hub: this.#hub, clock, span: this.#startSpan?.(call) });
  }
}

interface Observers {
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly span: CallSpan | undefined;
}

/** An answer as the SDK gets it. */
interface Answer {
  readonly statusCode: number;
  readonly body: unknown;
}

/** One call that somebody follows. */
export class ObservedCall {
  readonly #call: StartedCall;
  readonly #observers: Observers;
  readonly #startedMs: number;
  #attempts = 0;

  constructor(call: StartedCall, observers: Observers) {
    this.#call = call;
    this.#observers = observers;
    this.#startedMs = observers.clock.monotonicMs();
  }

  /** Sends one request of the call. */
  send<T>(send: () => T): T {
    this.#attempts += 1;
    const { span } = this.#observers;
    return span === undefined ? send() : span.send(send);
  }

  /** Makes the call, and reports how it ended. Settles as `make` does. */
  async follow<T extends Answer>(make: () => Promise<T>): Promise<T> {
    const { span, clock, hub } = this.#observers;
    const made = make();
    const outcome = await made.then(answered, failed);
    const tookMs = clock.monotonicMs() - this.#startedMs;
    const finished = { ...this.#call, ...outcome, tookMs, attempts: this.#attempts };
    span?.end(finished);
    hub.emit('api.called', finished);
    return made;
  }
}

function answered({ statusCode: status, body }: Answer): CallOutcome {
  const code = isObject(body) ? body['code'] : undefined;
  return typeof code === 'number' ? { status, twilioCode: code } : { status };
}

function failed(error: unknown): CallOutcome {
  if (!isTwilioAuthError(error)) return { reason: error instanceof Error ? error.name : 'unknown' };
  const { code, reason } = error;
  return withoutUndefined({ code, reason });
}
