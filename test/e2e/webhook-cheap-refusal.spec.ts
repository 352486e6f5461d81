import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sendTo } from '#test/support/http-send.js';
import { webhookApp } from '#test/support/webhook-app.js';
import { formRequest, verifierOf } from '#test/support/webhook-fixture.js';

/** Counts what a refusal must not cost. */
const work = vi.hoisted(() => ({ hmacs: 0, hashes: 0 }));
vi.mock('node:crypto', async (load) => {
  const crypto = await load<typeof import('node:crypto')>();
  return {
    ...crypto,
    createHmac: (...args: Parameters<typeof crypto.createHmac>) => {
      work.hmacs += 1;
      return crypto.createHmac(...args);
    },
    createHash: (...args: Parameters<typeof crypto.createHash>) => {
      work.hashes += 1;
      return crypto.createHash(...args);
    },
  };
});

let app: INestApplication | undefined;
afterEach(() => app?.close());

describe.each(['express', 'fastify'] as const)('a forged webhook on %s', (adapter) => {
  async function refused(headers: Record<string, string>, body: Buffer) {
    const { verifier, events } = verifierOf();
    ({ app } = await webhookApp(adapter, verifier, {
      prepare: (prepared) => {
        const limits = { limit: '2mb', parameterLimit: 1_000_000, extended: true };
        if (adapter === 'express') {
          (prepared as NestExpressApplication).useBodyParser('urlencoded', limits);
        }
      },
    }));
    Object.assign(work, { hmacs: 0, hashes: 0 });
    const { status } = await sendTo(app, { target: '/webhooks/sms', headers, body });
    return { status, events, ...work };
  }

  const signed = formRequest({ Body: 'hello' }).headers;
  const type = { 'content-type': signed['content-type']! };
  const large = Buffer.from(Array.from({ length: 3000 }, (_, index) => `${index}=1`).join('&'));

  it.each([
    ['no signature', type, 'missing-signature'],
    ['an impossible signature', { ...type, 'x-twilio-signature': 'A'.repeat(28) }, 'bad-signature'],
  ])('is refused for %s before anything is sorted or hashed', async (_, headers, reason) => {
    const { status, events, hmacs, hashes } = await refused(headers, Buffer.from('b=1&a=2'));
    expect([status, hmacs, hashes]).toEqual([403, 0, 0]);
    expect(events).toMatchObject([{ event: { reason } }]);
  });

  it('is refused for more than 1,000 fields before anything is sorted or hashed', async () => {
    const headers = { ...type, 'x-twilio-signature': signed['x-twilio-signature']! };
    const { status, events, hmacs, hashes } = await refused(headers, large);
    expect([status, hmacs, hashes]).toEqual([403, 0, 0]);
    expect(events).toMatchObject([{ event: { reason: 'too-many-fields' } }]);
  });

  it('costs two HMACs for each key at most', async () => {
    const { hmacs } = await refused({ ...signed, 'content-length': '7' }, Buffer.from('b=1&a=2'));
    expect(hmacs).toBe(2);
  });
});
