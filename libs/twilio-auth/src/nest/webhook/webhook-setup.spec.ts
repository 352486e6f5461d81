import type { HttpAdapterHost } from '@nestjs/core';
import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { RawBodyProbe } from './webhook-setup.js';

/** The host of an adapter that is made after the providers, as in a testing module. */
function emptyHost(more: object = {}): HttpAdapterHost {
  return { httpAdapter: undefined, ...more } as unknown as HttpAdapterHost;
}

describe('whether a testing module keeps raw bodies', () => {
  it('is known once its adapter has registered the parsers', () => {
    const init$ = new Subject<void>();
    const host = emptyHost({ init$ });
    const probe = new RawBodyProbe(host);
    const adapter = { registerParserMiddleware: () => undefined };
    Object.assign(host, { httpAdapter: adapter });
    init$.next();
    (adapter.registerParserMiddleware as (prefix: string, rawBody: boolean) => void)('', false);
    expect(probe.rawBody).toBe(false);
  });

  it('stays unknown on NestJS 10, which does not say when it has an adapter', () => {
    expect(new RawBodyProbe(emptyHost()).rawBody).toBeUndefined();
  });
});
