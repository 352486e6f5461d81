/** How a message ends that is not delivered. */
export interface Outcome {
  /** `failed`: it was never sent. `undelivered`: the carrier did not deliver it. */
  readonly status: 'failed' | 'undelivered';
  /** Such as 30003; it is in the message and in its status callback. */
  readonly errorCode: number;
}

/** Which messages end like this; all of them if it names neither. */
export interface OutcomeRule extends Outcome {
  /** The recipient, e.g. `+15551234567`. */
  readonly to?: string;
  /** Text that the body contains. */
  readonly body?: string;
}

/** https://www.twilio.com/docs/api/errors: those of messages that were accepted. */
const MESSAGES: Readonly<Record<number, string>> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
};

/** The words of an error code, or `null` for one that the emulator does not know. */
export function errorMessageOf(code: number): string | null {
  return MESSAGES[code] ?? null;
}

/** Numbers that end in an error code: `+15005530003`. Twilio has given these to nobody. */
const BY_NUMBER = /^\+150055(3000[1-8])$/;
/** The same in the text of a message: `[undelivered 30003]`. */
const BY_BODY = /\[(failed|undelivered) (\d{5})\]/;

/**
 * How messages end: by rule, by recipient (`+15005530003` is undelivered with 30003), or by their text
 * (`[failed 30001]`); any other message is delivered.
 */
export class Outcomes {
  readonly #rules: OutcomeRule[] = [];

  /** Lets messages to come end like this; the newest rule that fits is used. */
  add(rule: OutcomeRule): void {
    this.#rules.unshift(rule);
  }

  /** The rules, the newest first. */
  list(): readonly OutcomeRule[] {
    return [...this.#rules];
  }

  /** Forgets the rules. Numbers and texts keep their meaning. */
  clear(): void {
    this.#rules.length = 0;
  }

  /** @internal */
  of(to: string, body: string): Outcome | undefined {
    const rule = this.#rules.find(
      (one) => (one.to ?? to) === to && (one.body === undefined || body.includes(one.body)),
    );
    return rule ?? outcomeByBody(body) ?? outcomeByNumber(to);
  }
}

function outcomeByBody(body: string): Outcome | undefined {
  const [, status, code] = BY_BODY.exec(body) ?? [];
  return status === 'failed' || status === 'undelivered'
    ? { status, errorCode: Number(code) }
    : undefined;
}

/** Twilio itself refuses to send for the first two codes, a carrier for the others. */
function outcomeByNumber(to: string): Outcome | undefined {
  const code = Number(BY_NUMBER.exec(to)?.[1]);
  if (Number.isNaN(code)) return undefined;
  return { status: code <= 30002 ? 'failed' : 'undelivered', errorCode: code };
}
