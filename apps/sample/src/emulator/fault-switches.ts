import type { Fault, InjectedFault, TwilioEmulator } from 'twilio-auth-emulator';

/** A fault that the page can switch on. */
export interface FaultSwitch {
  readonly id: string;
  readonly label: string;
  /** What happens while it is on. */
  readonly expect: string;
  readonly fault: Fault;
  /** Which action of the page it is about. */
  readonly about: 'sending' | 'rotation';
  /** The methods with which it has an effect. Default: every one. */
  readonly methods?: readonly string[];
}

const SENDING = { product: 'api', method: 'POST', path: '/Messages.json' } as const;

export const FAULT_SWITCHES: readonly FaultSwitch[] = [
  {
    id: 'slow',
    about: 'sending',
    label: 'Twilio is slow',
    expect: 'Every answer takes two seconds longer. The message is still sent.',
    fault: { kind: 'latency', ms: 2000, when: { product: 'api' } },
  },
  {
    id: 'busy',
    about: 'sending',
    label: 'Too many requests, twice',
    expect:
      'Twilio answers 429 twice and asks to wait a second. The client waits, sends again, and the message is sent once.',
    fault: { kind: 'throttle', retryAfterSeconds: 1, times: 2, when: SENDING },
  },
  {
    id: 'reset',
    about: 'sending',
    label: 'The connection is reset',
    expect: 'The send fails. It is not retried, because Twilio may have accepted the message.',
    fault: { kind: 'reset', when: SENDING },
  },
  {
    id: 'outage',
    about: 'sending',
    label: 'Twilio is down',
    expect:
      'The send fails with 503. It is not retried, because Twilio may have accepted the message.',
    fault: { kind: 'outage', when: { product: 'api' } },
  },
  {
    id: 'token-outage',
    about: 'sending',
    label: 'The token endpoint is down',
    expect:
      'Nothing changes while the token is valid. Revoke every token as well, and the client asks for another one for ten seconds before it gives up.',
    fault: { kind: 'outage', when: { product: 'oauth' } },
    methods: ['oauth'],
  },
  {
    id: 'new-key-refused',
    about: 'rotation',
    label: 'Twilio refuses the new key',
    expect:
      'The new API key is tried for three seconds and deleted again. The old one stays in use.',
    fault: { kind: 'propagation', ms: 3_600_000, when: { product: 'iam', path: '/Keys' } },
  },
];

/** The fault while it is switched on. Some end by themselves, so the emulator is asked each time. */
export function injectedBy(
  { fault }: FaultSwitch,
  { faults }: TwilioEmulator,
): InjectedFault | undefined {
  return faults.list().find((injected) => injected.fault === fault);
}
