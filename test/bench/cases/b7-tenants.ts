import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAccounts, TwilioAuthModule, type AccountOptions } from 'nestjs-twilio-auth';
import createSdkClient from 'twilio';
import type { BenchCase } from '../bench-case.js';

const TENANTS = 10_000;
const LOOK_UPS = 500_000;

export const tenants: BenchCase = {
  id: 'B7',
  title: 'Ten thousand tenants',
  async run() {
    const accounts = await startAccounts();
    const clients: unknown[] = [];
    const ours = await heapOf(async () => {
      for (const id of ids()) clients.push(await accounts.forTenant(id));
    });
    const theirs = await heapOf(async () => {
      for (const id of ids()) {
        const { accountSid } = accountOf(id);
        const client = createSdkClient(`SK${digitsOf(id)}`, `secret-of-${id}`, { accountSid });
        // The SDK makes its HTTP client and agent when they are first needed.
        clients.push([client, client.httpClient]);
      }
    });
    return [
      {
        what: `heap of ${TENANTS} tenants`,
        ours: `${megabytes(ours)} MB`,
        peer: `twilio: ${megabytes(theirs)} MB`,
        measured: ours / theirs,
        goal: { atMost: 0.22 },
      },
      await hotLookUp(accounts, clients.length),
    ];
  },
};

async function hotLookUp(accounts: TwilioAccounts, kept: number) {
  const hot = [...ids()];
  for (const id of hot) await accounts.forTenant(id);
  const startedMs = performance.now();
  for (let index = 0; index < LOOK_UPS; index += 1) {
    await accounts.forTenant(hot[index % hot.length] ?? '');
  }
  const microseconds = ((performance.now() - startedMs) * 1_000) / LOOK_UPS;
  return {
    what: 'hot forTenant()',
    ours: `${microseconds.toFixed(2)} µs`,
    measured: microseconds,
    goal: { atMost: 0.6 },
    note: `${kept} clients kept meanwhile`,
  };
}

async function startAccounts(): Promise<TwilioAccounts> {
  @Module({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        resolveAccount: async (id) => accountOf(id),
        tenantCache: { max: TENANTS, ttlSeconds: 3_600 },
      }),
    ],
  })
  class AppModule {}
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const accounts = app.get(TwilioAccounts);
  await accounts.forTenant('warm-up');
  accounts.evictTenant('warm-up');
  return accounts;
}

function accountOf(id: string): AccountOptions {
  const digits = digitsOf(id);
  const auth = { method: 'api-key', keySid: `SK${digits}`, keySecret: `secret-of-${id}` } as const;
  return { accountSid: `AC${digits}`, auth };
}

function digitsOf(id: string): string {
  return Buffer.from(id).toString('hex').padStart(32, '0').slice(-32);
}

function* ids(): Generator<string> {
  for (let index = 0; index < TENANTS; index += 1) yield `t-${index}`;
}

/** What is left on the heap after the work, garbage collected. */
async function heapOf(work: () => Promise<void>): Promise<number> {
  const before = await settledHeap();
  await work();
  return (await settledHeap()) - before;
}

async function settledHeap(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
