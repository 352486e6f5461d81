import type { Fault } from 'twilio-auth-emulator';

/** A fault that the page can switch on. */
export interface FaultSwitch {
  readonly id: string;
  readonly label: string;
  /** What happens while it is on. */
  readonly expect: string;
  readonly fault: Fault;
}

const SENDING = { product: 'api', method: 'POST', path: '/Messages.json' } as const;

export const FAULT_SWITCHES: readonly FaultSwitch[] = [
  {
    id: 'slow',
    label: 'Twilio is slow',
    expect: 'Every answer takes two seconds. Messages are still sent.',
    fault: { kind: 'latency', ms: 2000, when: { product: 'api' } },
  },
  {
    id: 'busy',
    label: 'Too many requests, twice',
    expect: 'The next send gets two 429s. The client waits and retries, and the message is sent.',
    fault: { kind: 'throttle', retryAfterSeconds: 1, times: 2, when: SENDING },
  },
  {
    id: 'reset',
    label: 'The connection is reset',
    expect:
      'A send fails with 502. It is not retried, because Twilio may have accepted the message.',
    fault: { kind: 'reset', when: SENDING },
  },
  {
    id: 'outage',
    label: 'Twilio is down',
    expect: 'A send fails with 502. The answer says nothing about our configuration.',
    fault: { kind: 'outage', when: { product: 'api' } },
  },
  {
    id: 'token-outage',
    label: 'The token endpoint is down',
    expect:
      'Nothing happens while the token is valid. Revoke every token, and no message can be sent.',
    fault: { kind: 'outage', when: { product: 'oauth' } },
  },
];
