import type { Fault } from 'twilio-auth-emulator';

/** A fault that the page can switch on. */
export interface FaultSwitch {
  readonly id: string;
  readonly label: string;
  /** What to try, and what to expect. */
  readonly expect: string;
  readonly fault: Fault;
}

const SENDING = { product: 'api', method: 'POST', path: '/Messages.json' } as const;

export const FAULT_SWITCHES: readonly FaultSwitch[] = [
  {
    id: 'slow',
    label: 'Twilio is slow',
    expect: 'Every answer takes two seconds. Messages still go out.',
    fault: { kind: 'latency', ms: 2000, when: { product: 'api' } },
  },
  {
    id: 'busy',
    label: 'Too many requests, twice',
    expect:
      'The next send meets two 429s. The client waits as it is told, and the message goes out.',
    fault: { kind: 'throttle', retryAfterSeconds: 1, times: 2, when: SENDING },
  },
  {
    id: 'reset',
    label: 'The line is cut',
    expect: 'A send ends in 502. It is not repeated: nobody knows whether Twilio had taken it.',
    fault: { kind: 'reset', when: SENDING },
  },
  {
    id: 'outage',
    label: 'Twilio is down',
    expect: 'A send ends in 502, and says so without a word about our configuration.',
    fault: { kind: 'outage', when: { product: 'api' } },
  },
  {
    id: 'token-outage',
    label: 'The token endpoint is down',
    expect: 'Nothing happens while the token lives. Revoke every token, and no message goes out.',
    fault: { kind: 'outage', when: { product: 'oauth' } },
  },
];
