import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it } from 'vitest';
import { request, useLoopback } from './loopback.js';

const loopback = useLoopback();

/** The channel by which tracers see the requests of undici, and make spans of them. */
const SENT = 'undici:request:create';

it('A call that waited is sent in the async context of its caller', async () => {
  const { credential, open } = loopback;
  const transport = open({ http: { connections: 1 } });
  const caller = new AsyncLocalStorage<number>();
  const sentFor: (number | undefined)[] = [];
  const onSent = (): void => void sentFor.push(caller.getStore());
  subscribe(SENT, onSent);
  const calls = [1, 2, 3].map((id) => caller.run(id, () => request(transport, credential)));
  await Promise.all(calls).finally(() => unsubscribe(SENT, onSent));
  expect(sentFor).toEqual([1, 2, 3]);
});
