import type { FaultCase, Kind, Outcome } from '../fault-case.js';
import { contender } from '../world/contenders.js';
import { FakeTwilio, json, type Answerer } from '../world/fake-twilio.js';
import { atOnce } from '../world/load.js';

const COLD_CALLS = 200;
const OUTAGE_MS = 1_000;

/** Cold calls that meet a token endpoint which fails for a second. */
function tokenFault(id: string, what: string, answer: Answerer): FaultCase {
  return {
    id,
    fault: `token endpoint ${what} for a second, ${COLD_CALLS} cold calls`,
    hasPeer: true,
    async run(kind: Kind): Promise<Outcome> {
      const twilio = await FakeTwilio.start();
      const application = await contender(kind, twilio, { method: 'oauth' });
      let endsAt: number | undefined;
      twilio.tokenFault = (exchange) => {
        // From the first request on: loading a client takes time of its own.
        endsAt ??= performance.now() + OUTAGE_MS;
        return performance.now() < endsAt && answer(exchange);
      };
      const { calls, failed } = await atOnce(application, COLD_CALLS);
      await application.end();
      await twilio.close();
      const { duplicates, tokenRequests } = twilio;
      return { calls, failed, unavoidable: 0, duplicates, tokenRequests };
    },
  };
}

export const TOKEN_FAULTS: readonly FaultCase[] = [
  tokenFault('token-down', 'closes every connection', ({ response }) => {
    response.socket?.resetAndDestroy();
    return true;
  }),
  tokenFault('token-garbage', 'answers 200 with a page', ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
    return true;
  }),
  tokenFault('token-429', 'answers 429, Retry-After 1,', ({ response }) => {
    json(response, 429, { code: 20429, message: 'slow down' }, { 'retry-after': '1' });
    return true;
  }),
  tokenFault('token-hang', 'answers nothing', () => true),
];
