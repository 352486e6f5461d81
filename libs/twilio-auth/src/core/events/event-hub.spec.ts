import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EventHub } from './event-hub.js';
import type { TwilioAuthEventMap } from './events.js';

const event = (): TwilioAuthEventMap['token.rejected'] => ({
  account: 'default',
  clientId: 'OQ',
  refreshed: true,
});

describe('events', () => {
  it('reach every listener of their name, until it is removed', () => {
    const hub = new EventHub();
    const heard: string[] = [];
    const stop = hub.on('token.rejected', () => heard.push('first'));
    hub.on('token.rejected', () => heard.push('second'));
    hub.on('token.failed', () => heard.push('another'));
    hub.emit('token.rejected', event());
    stop();
    hub.emit('token.rejected', event());

    expect(heard).toEqual(['first', 'second', 'second']);
  });

  it('reach listeners of their own application only, and diagnostics_channel from every one', () => {
    const [mine, yours] = [new EventHub(), new EventHub()];
    const heard: unknown[] = [];
    const published: unknown[] = [];
    const listener = (message: unknown): void => void published.push(message);
    const diagnostics = channel('nestjs-twilio-auth:token.rejected');
    diagnostics.subscribe(listener);
    onTestFinished(() => {
      diagnostics.unsubscribe(listener);
    });
    mine.on('token.rejected', (message) => heard.push(message));
    yours.emit('token.rejected', event());

    expect(heard).toEqual([]);
    expect(published).toEqual([event()]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('listener broke');
      },
      'listener broke',
    ],
    [
      'rejects',
      async () => Promise.reject(new Error('listener broke later')),
      'listener broke later',
    ],
    [
      'throws something else than an error',
      () => {
        throw {
          toString: () => {
            throw new Error('x');
          },
        };
      },
      'a listener of token.rejected failed',
    ],
  ])(
    'are still sent when a listener %s, and its error becomes a warning',
    async (_what, listener, message) => {
      const hub = new EventHub();
      const warning = once(process, 'warning');
      const heard: string[] = [];
      hub.on('token.rejected', listener);
      hub.on('token.rejected', () => heard.push('next'));

      expect(() => hub.emit('token.rejected', event())).not.toThrow();
      expect(heard).toEqual(['next']);
      expect(await warning).toMatchObject([{ message }]);
    },
  );

  it('cannot be changed by a listener', () => {
    const hub = new EventHub();
    hub.on('token.rejected', (message) => Object.assign(message, { account: 'another' }));
    const heard: string[] = [];
    const warned = once(process, 'warning');
    hub.on('token.rejected', ({ account }) => heard.push(account));
    hub.emit('token.rejected', event());

    expect(heard).toEqual(['default']);
    return warned;
  });
});
