import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Changes } from '../state/changes.js';

/** One HTTP request to Twilio, as it went over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Without query, and with SIDs shortened. */
  readonly path: string;
  /** Milliseconds since the work began. */
  readonly startedMs: number;
  status?: number;
  /** Why there is no answer. */
  error?: string;
  tookMs?: number;
}

interface Recording {
  readonly beganMs: number;
  readonly requests: WireRequest[];
}

/** What undici, which the library sends its requests with, publishes of one request. */
interface UndiciMessage {
  readonly request: { readonly method: string; readonly path: string };
  readonly response?: { readonly statusCode: number };
  readonly error?: Error & { readonly code?: string };
}

/**
 * Records the requests that some work makes, retries included. `api.called` says how many attempts a
 * call took; this shows each of them.
 *
 * @see https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
 */
@Injectable()
export class WireTap implements OnModuleInit, OnModuleDestroy {
  private readonly recording = new AsyncLocalStorage<Recording>();
  private readonly pending = new WeakMap<object, { request: WireRequest; sentMs: number }>();
  private readonly channels = {
    'undici:request:create': (message: unknown) => this.begin(message as UndiciMessage),
    'undici:request:headers': (message: unknown) => this.end(message as UndiciMessage),
    'undici:request:error': (message: unknown) => this.end(message as UndiciMessage),
  };

  constructor(private readonly changes: Changes) {}

  onModuleInit(): void {
    for (const [name, listener] of Object.entries(this.channels)) subscribe(name, listener);
  }

  onModuleDestroy(): void {
    for (const [name, listener] of Object.entries(this.channels)) unsubscribe(name, listener);
  }

  /** Runs `work`, and adds every request that it makes to `requests`. */
  follow<T>(requests: WireRequest[], work: () => T): T {
    return this.recording.run({ beganMs: performance.now(), requests }, work);
  }

  /** It is published in the context of whoever makes the request; what follows is not. */
  private begin({ request: sent }: UndiciMessage): void {
    const recording = this.recording.getStore();
    if (recording === undefined) return;
    const sentMs = performance.now();
    const { method } = sent;
    const request = { method, path: shown(sent.path), startedMs: sentMs - recording.beganMs };
    recording.requests.push(request);
    this.pending.set(sent, { request, sentMs });
    this.changes.notify();
  }

  private end({ request: sent, response, error }: UndiciMessage): void {
    const known = this.pending.get(sent);
    if (known === undefined || known.request.tookMs !== undefined) return;
    known.request.tookMs = performance.now() - known.sentMs;
    if (response !== undefined) known.request.status = response.statusCode;
    else known.request.error = error?.code ?? error?.name ?? 'no answer';
    this.changes.notify();
  }
}

function shown(path: string): string {
  return path.replace(/\?.*$/s, '').replaceAll(/([A-Z]{2})[0-9a-f]{32}/g, '$1…');
}
