import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { RedisTokenStore } from 'nestjs-twilio-auth/redis';
import { systemClock } from '../../../libs/twilio-auth/dist/esm/core/primitives/clock.js';
import { Secret } from '../../../libs/twilio-auth/dist/esm/core/primitives/secret.js';
import { OAuthStrategyFactory } from '../../../libs/twilio-auth/dist/esm/core/strategies/oauth.strategy.js';
import { createTransport } from '../../../libs/twilio-auth/dist/esm/core/transport/create-transport.js';

/** What a process of the fleet saw. */
export interface FleetReport {
  readonly lastToken: string;
  readonly calls: number;
  readonly failures: number;
}

const [apiBaseUrl = '', caFile = '', redisUrl = ''] = process.argv.slice(2);
const emit = (): void => undefined;
const transport = createTransport({
  clock: systemClock,
  apiBaseUrl,
  http: { ca: readFileSync(caFile) },
});
const redis = new Redis(redisUrl);
const strategy = new OAuthStrategyFactory({
  send: transport.sendTokenRequest,
  clock: systemClock,
  emit,
  tokenStore: new RedisTokenStore(redis),
}).create({
  name: 'default',
  accountSid: `AC${'a'.repeat(32)}`,
  rest: {
    method: 'oauth',
    clientId: `OQ${'b'.repeat(32)}`,
    clientSecret: new Secret('client-secret-0123456789-abcdefghijklmnopqrstuvwxyz'),
  },
  webhook: { keys: [], verify: true },
  origin: {
    source: 'options',
    because: 'bench',
    methodNamed: true,
    alternatives: [],
    webhookKeysFromAuthToken: false,
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
