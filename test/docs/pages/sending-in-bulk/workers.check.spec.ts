import { createServer, connect } from 'node:net';
import { getQueueToken } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { sharedEmulator } from '#test/support/emulator.js';
import { freePort } from '#test/support/free-port.js';
import { hasRedis, RedisServer } from '#test/support/redis-server.js';
import { Campaigns, type TextMessage } from './campaigns.js';
import { MessageSender } from './message-sender.js';
import { MessagesModule } from './messages.module.js';

Logger.overrideLogger(false);

const messagesTo = (count: number): TextMessage[] =>
  Array.from({ length: count }, (_, at) => ({ to: `+1555${1_234_000 + at}`, body: 'Hello' }));

const soon = { timeout: 60_000, interval: 50 };

describe.runIf(hasRedis())('the workers of the page', async () => {
  const emulator = await sharedEmulator();
  let redis: RedisServer;
  let admin: Redis;
  let connection: { url: string };

  beforeAll(async () => {
    redis = await RedisServer.start();
    admin = new Redis(redis.url);
    connection = { url: redis.url };
  });
  beforeEach(() => admin.flushall());
  afterEach(() => vi.unstubAllEnvs());
  afterAll(async () => {
    admin.disconnect();
    await redis.stop();
  });

  async function start(method: 'api-key' | 'oauth', changes: Record<string, string> = {}) {
    const env = { ...emulator.env(method), REDIS_URL: redis.url, ...changes };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const module = await Test.createTestingModule({ imports: [MessagesModule] }).compile();
    await module.init();
    const queue = module.get<Queue<TextMessage>>(getQueueToken('messages'));
    let closed: Promise<void> | undefined;
    const close = (): Promise<void> => (closed ??= module.close());
    onTestFinished(close);
    const { worker } = module.get(MessageSender);
    return { campaigns: module.get(Campaigns), queue, worker, close };
  }

  /** The queue without the application. */
  function openQueue(): Queue<TextMessage> {
    const queue = new Queue<TextMessage>('messages', { connection });
    onTestFinished(() => queue.close());
    return queue;
  }

  const posts = () => emulator.requests.filter(({ path }) => path.endsWith('/Messages.json'));
  const sentTo = (): string[] =>
    posts()
      .filter(({ status }) => status === 201)
      .map(({ params }) => String(params['To']))
      .toSorted();

  it('send each message once, although it is added twice and Twilio throttles', async () => {
    const { campaigns, queue } = await start('oauth');
    const messages = messagesTo(120);
    emulator.faults.inject({
      kind: 'throttle',
      times: 60,
      when: { method: 'POST', path: 'Messages' },
    });
    await Promise.all([campaigns.send('spring', messages), campaigns.send('spring', messages)]);
    await expect.poll(() => queue.getCompletedCount(), soon).toBe(120);
    expect(sentTo()).toEqual(messages.map(({ to }) => to));
    expect(posts().filter(({ status }) => status === 429)).toHaveLength(60);
    expect(emulator.requests.tokenRequests).toBe(1);
    expect(await queue.getFailedCount()).toBe(0);
  }, 90_000);

  it('send later what could not be sent before', async () => {
    const port = await freePort();
    const { campaigns, queue } = await start('api-key', {
      TWILIO_API_BASE_URL: `http://127.0.0.1:${port}`,
    });
    const messages = messagesTo(3);
    await campaigns.send('spring', messages);
    await expect.poll(() => queue.getDelayedCount(), soon).toBeGreaterThan(0);
    expect(posts()).toEqual([]);
    const reachable = createServer((socket) => {
      socket.pipe(connect(Number(new URL(emulator.url).port), '127.0.0.1')).pipe(socket);
    }).listen(port, '127.0.0.1');
    onTestFinished(() => void reachable.close());
    await expect.poll(() => queue.getCompletedCount(), soon).toBe(3);
    expect(sentTo()).toEqual(messages.map(({ to }) => to));
  }, 90_000);

  it.each([
    ['refuses', { to: 'nobody', body: 'Hello' }, /nobody/],
    ['may have sent', { to: '+15551234567', body: 'Hello' }, /^No answer to POST/],
  ])('try a message once that Twilio %s', async (_, message, reason) => {
    const { campaigns, queue } = await start('api-key');
    if (message.to !== 'nobody') emulator.faults.inject({ kind: 'reset', times: 1 });
    await campaigns.send('spring', [message]);
    await expect.poll(() => queue.getFailedCount(), soon).toBe(1);
    const [job] = await queue.getFailed();
    expect(job).toMatchObject({ attemptsMade: 1 });
    expect(job?.failedReason).toMatch(reason);
    expect(posts()).toHaveLength(1);
  });

  it('do not repeat the job of a process that died, which may have sent its message', async () => {
    await openQueue().addBulk(messagesTo(1).map((data) => ({ name: 'send', data })));
    // Takes the job, and never renews its lock.
    const died = new Worker('messages', null, { connection, lockDuration: 50, autorun: false });
    expect(await died.getNextJob('its-token')).toBeDefined();
    await died.close(true);
    const { queue, worker } = await start('api-key');
    const { maxStalledCount = 1 } = worker.opts;
    const often = { connection, maxStalledCount, stalledInterval: 100, autorun: false };
    const checker = new Worker('messages', null, often);
    await checker.startStalledCheckTimer();
    // The page's worker checks every 30 seconds, and no other one does in between.
    const failed = async (): Promise<number> => {
      await admin.del('bull:messages:stalled-check');
      return queue.getFailedCount();
    };
    await expect.poll(failed, soon).toBe(1);
    await checker.close();
    expect(await queue.getFailed()).toMatchObject([
      { failedReason: expect.stringContaining('stalled') as string },
    ]);
    expect(posts()).toEqual([]);
  });

  it('finish the calls under way when the application closes', async () => {
    const { campaigns, close } = await start('api-key');
    // Longer than Nest's hooks, and the module's own, would leave them.
    emulator.faults.inject({ kind: 'latency', ms: 2_000 });
    await campaigns.send('spring', messagesTo(5));
    await expect.poll(() => posts().length, soon).toBe(5);
    await close();
    expect(await openQueue().getJobCounts('completed', 'failed', 'active')).toEqual({
      completed: 5,
      failed: 0,
      active: 0,
    });
    expect(sentTo()).toHaveLength(5);
  });
});
