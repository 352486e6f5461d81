import type { FaultCase, Kind, Outcome } from '../fault-case.js';
import { contender } from '../world/contenders.js';
import { FakeTwilio, json, type Exchange } from '../world/fake-twilio.js';
import { inTurn } from '../world/load.js';

const CALLS = 1_000;
const CALLERS = 20;
const TIMEOUT_MS = 500;

interface ApiFault {
  readonly id: string;
  readonly fault: string;
  /** Every so many requests meet it. */
  readonly every: number;
  /** Whether the call can be saved: Twilio says that it did not process the request. */
  readonly canBeSaved?: true;
  readonly timeoutMs?: number;
  readonly answer: (exchange: Exchange) => void;
}

/** Messages that are sent to an API of which some requests meet a fault. */
function apiFault({ id, fault, every, canBeSaved, answer, ...limits }: ApiFault): FaultCase {
  return {
    id,
    fault: `API ${fault}: every ${every}th POST`,
    hasPeer: true,
    async run(kind: Kind): Promise<Outcome> {
      const twilio = await FakeTwilio.start();
      twilio.apiFault = (exchange) => {
        if (exchange.isRepeated || exchange.index % every !== every - 1) return false;
        if (canBeSaved !== true) twilio.lost += 1;
        answer(exchange);
        return true;
      };
      const setup = { method: 'api-key', ...limits } as const;
      const application = await contender(kind, twilio, setup);
      const { calls, failed } = await inTurn(application, CALLS, CALLERS);
      await application.end();
      await twilio.close();
      return { calls, failed, unavoidable: twilio.lost, duplicates: twilio.duplicates };
    },
  };
}

export const API_FAULTS: readonly FaultCase[] = [
  apiFault({
    id: 'api-reset',
    fault: 'processes the request and resets the connection',
    every: 20,
    answer: ({ process, response }) => {
      process();
      response.socket?.resetAndDestroy();
    },
  }),
  apiFault({
    id: 'api-timeout',
    fault: 'processes the request and never answers',
    every: 50,
    timeoutMs: TIMEOUT_MS,
    answer: ({ process }) => process(),
  }),
  apiFault({
    id: 'api-503',
    fault: 'answers 503, processed or not',
    every: 20,
    answer: ({ process, response, index }) => {
      if (index % 40 === 19) process();
      json(response, 503, { code: 20503, message: 'Service unavailable', status: 503 });
    },
  }),
  apiFault({
    id: 'api-429',
    fault: 'answers 429 without processing',
    every: 5,
    canBeSaved: true,
    answer: ({ response }) => {
      json(response, 429, { code: 20429, message: 'Too many requests', status: 429 });
    },
  }),
];
