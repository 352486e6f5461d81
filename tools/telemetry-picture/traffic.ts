import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleRun } from './sample-run.js';

const JSON_BODY = { 'content-type': 'application/json' };
const API = { product: 'api' } as const;
const OAUTH = { product: 'oauth' } as const;

/** What happens to the application, by the second in which it begins. */
type Events = Readonly<Record<number, (run: SampleRun) => unknown>>;

const FAULTS: Events = {
  45: ({ emulator }) => emulator.faults.inject({ kind: 'latency', ms: 400, when: API }),
  75: ({ emulator }) => emulator.faults.clear(),
  95: ({ emulator }) => {
    emulator.faults.inject({ kind: 'throttle', retryAfterSeconds: 1, when: API, times: 120 });
  },
  125: ({ emulator }) => emulator.faults.inject({ kind: 'outage', when: API }),
  140: ({ emulator }) => emulator.faults.clear(),
  155: ({ emulator }) => emulator.account.oauthApp.revokeTokens(),
  175: (run) => run.rotateSecret(),
  190: ({ emulator }) => emulator.faults.inject({ kind: 'outage', when: OAUTH }),
  255: ({ emulator }) => emulator.faults.clear(),
};

/** The seconds in which webhooks are forged, and in which messages name no sender. */
const isForged = (second: number): boolean => second >= 100 && second < 130;
const hasNoSender = (second: number): boolean => second >= 215 && second < 235;

export const SECONDS = 300;

/** Sends, lists and receives messages for five minutes, while faults come and go. */
export async function makeTraffic(run: SampleRun): Promise<void> {
  const started = performance.now();
  const requests = new Set<Promise<unknown>>();
  for (let second = 0; second < SECONDS; second += 1) {
    await FAULTS[second]?.(run);
    // A slow wave, so that the picture has a shape of its own.
    const sent = Math.round(9 + 5 * Math.sin((second / SECONDS) * 4 * Math.PI));
    for (let at = 0; at < sent; at += 1) {
      await sleep(started + (second + at / sent) * 1000 - performance.now());
      for (const request of requestsAt(run, second, at)) {
        const done = request.catch(() => undefined).finally(() => requests.delete(done));
        requests.add(done);
      }
    }
  }
  await Promise.all(requests);
}

function requestsAt(run: SampleRun, second: number, at: number): readonly Promise<unknown>[] {
  const { url, emulator } = run;
  const webhook = `${url}/webhooks/sms`;
  const from = hasNoSender(second) && at === 0 ? {} : { from: emulator.account.phoneNumber };
  const message = JSON.stringify({ to: '+15551234567', body: 'Hello', ...from });
  return [
    fetch(`${url}/messages`, { method: 'POST', headers: JSON_BODY, body: message }),
    ...(at % 3 === 0 ? [fetch(`${url}/messages`)] : []),
    ...(at % 2 === 0
      ? [emulator.webhooks.inboundMessage({ from: '+15551234567', body: 'hi', url: webhook })]
      : []),
    ...(isForged(second) && at % 2 === 1 ? [forge(webhook)] : []),
  ];
}

function forge(url: string): Promise<unknown> {
  const signature = { 'x-twilio-signature': Buffer.alloc(20).toString('base64') };
  const body = new URLSearchParams({ Body: 'forged' });
  return fetch(url, { method: 'POST', headers: signature, body });
}
