import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { OAuthStrategyFactory, Secret, TwilioAuthModule } from 'nestjs-twilio-auth';
import { RedisTokenStore } from 'nestjs-twilio-auth/redis';

/** What a process of the fleet saw. */
export interface FleetReport {
  readonly lastToken: string;
  readonly calls: number;
  readonly failures: number;
}

const [apiBaseUrl = '', caFile = '', redisUrl = ''] = process.argv.slice(2);
const accountSid = `AC${'a'.repeat(32)}`;
const clientId = `OQ${'b'.repeat(32)}`;
const clientSecret = 'client-secret-0123456789-abcdefghijklmnopqrstuvwxyz';
const redis = new Redis(redisUrl);
const app = await NestFactory.createApplicationContext(
  TwilioAuthModule.forRoot({
    environment: 'test',
    accountSid,
    auth: { method: 'oauth', clientId, clientSecret },
    oauth: { tokenStore: new RedisTokenStore(redis) },
    apiBaseUrl,
    http: { ca: readFileSync(caFile) },
  }),
  { logger: false },
);
// A call to the API would only add the load of a server to what is counted here.
const strategy = app.get(OAuthStrategyFactory).create({
  name: 'default',
  accountSid,
  rest: { method: 'oauth', clientId, clientSecret: new Secret(clientSecret) },
  webhook: { keys: [], verify: true },
  origin: {
    source: 'options',
    because: 'bench',
    methodNamed: true,
    alternatives: [],
    variables: {},
  },
});

process.once('disconnect', () => process.exit(0));
await redis.ping();
process.send?.('ready');
const [durationMs] = (await once(process, 'message')) as [number];
const endsAt = performance.now() + durationMs;
// A fleet comes up within seconds, not within the same millisecond on the same two cores.
await setTimeout(Math.random() * 3_000);
let [lastToken, calls, failures] = ['', 0, 0];
while (performance.now() < endsAt) {
  try {
    lastToken = await strategy.authorization();
  } catch {
    failures += 1;
  }
  calls += 1;
  await setTimeout(100);
}
process.send?.({ lastToken, calls, failures } satisfies FleetReport, () => process.exit(0));
