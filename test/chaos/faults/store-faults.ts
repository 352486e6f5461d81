import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { RedisTokenStore } from 'nestjs-twilio-auth/redis';
import { hasRedis, RedisServer } from '../../support/redis-server.js';
import type { FaultCase, Outcome } from '../fault-case.js';
import { contender } from '../world/contenders.js';
import { FakeTwilio } from '../world/fake-twilio.js';
import { during } from '../world/load.js';

const PROCESSES = 5;
const CALLERS = 4;
/** Short, so that tokens are refreshed while the store fails. */
const TOKEN_SECONDS = 4;

interface StoreFault {
  readonly id: string;
  readonly fault: string;
  readonly begin: (redis: RedisServer, admin: Redis) => unknown;
  readonly end: (redis: RedisServer, admin: Redis) => unknown;
}

/** Applications that share a Redis, which fails for four of their eight seconds. */
function storeFault({ id, fault, begin, end }: StoreFault): FaultCase {
  return {
    id,
    fault: `Redis ${fault} for 4 s, ${PROCESSES} applications share tokens of ${TOKEN_SECONDS} s`,
    missing: () => (hasRedis() ? undefined : 'there is no redis-server'),
    async run(): Promise<Outcome> {
      const redis = await RedisServer.start();
      const clients = Array.from({ length: PROCESSES + 1 }, () =>
        new Redis(redis.url).on('error', () => undefined),
      );
      const [admin, ...shared] = clients as [Redis, ...Redis[]];
      const twilio = await FakeTwilio.start();
      twilio.tokenLifetimeSeconds = TOKEN_SECONDS;
      const applications = await Promise.all(
        shared.map((client) => {
          const oauth = { tokenStore: new RedisTokenStore(client) };
          return contender('ours', twilio, { method: 'oauth', options: { oauth } });
        }),
      );
      const { calls, failed } = await during(applications, CALLERS, async () => {
        await setTimeout(2_000);
        await begin(redis, admin);
        await setTimeout(4_000);
        await end(redis, admin);
        await setTimeout(2_000);
      });
      for (const application of applications) await application.end();
      for (const client of clients) client.disconnect();
      await redis.stop();
      await twilio.close();
      const { duplicates, tokenRequests } = twilio;
      return { calls, failed, unavoidable: 0, duplicates, tokenRequests };
    },
  };
}

export const STORE_FAULTS: readonly FaultCase[] = [
  storeFault({
    id: 'redis-killed',
    fault: 'is killed',
    begin: (redis) => redis.kill(),
    end: (redis) => redis.run(),
  }),
  storeFault({
    id: 'redis-readonly',
    fault: 'is read-only',
    begin: (_, admin) => admin.replicaof('127.0.0.1', 1),
    end: (_, admin) => admin.replicaof('NO', 'ONE'),
  }),
  storeFault({
    id: 'redis-full',
    fault: 'is out of memory',
    begin: (_, admin) => admin.config('SET', 'maxmemory', '1'),
    end: (_, admin) => admin.config('SET', 'maxmemory', '0'),
  }),
  storeFault({
    id: 'redis-frozen',
    fault: 'answers nothing',
    begin: (redis) => redis.freeze(),
    end: (redis) => redis.thaw(),
  }),
];
