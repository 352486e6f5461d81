import 'reflect-metadata';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioWebhookVerifier } from 'nestjs-twilio-auth';
import twilio from 'twilio';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { takeTurns, type Comparison } from '../processor/take-turns.js';
import {
  BASE_URL,
  FORGED,
  FORGED_SHA256,
  incomingMessage,
  sharedKeyMessage,
  SIGNING_KEY,
} from '../webhook/incoming-message.js';
import { WEBHOOK_OPTIONS } from '../webhook/webhook-options.js';

@Module({
  imports: [TwilioAuthModule.forRoot(WEBHOOK_OPTIONS)],
})
class AppModule {}

type Request = ReturnType<typeof incomingMessage>;

/** An incoming message, from its raw bytes to a verdict, with one key. */
export const webhooks: BenchCase = {
  id: 'B5',
  title: 'Webhooks verified per second, from raw bytes, one key',
  async run() {
    const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
    Logger.overrideLogger(false);
    const verifier = app.get(TwilioWebhookVerifier);
    const genuine = incomingMessage('/webhooks/sms');
    const forged: Request = {
      ...genuine,
      headers: { ...genuine.headers, 'x-twilio-signature': FORGED },
    };
    await mustBe(verifier, genuine, true);
    await mustBe(verifier, forged, false);
    const shared = sharedKeyMessage('/webhooks/sms');
    const forgedShared: Request = {
      ...shared,
      headers: { ...shared.headers, 'x-twilio-signature': FORGED_SHA256 },
    };
    for (const [request, valid] of [
      [shared, true],
      [forgedShared, false],
    ] as const) {
      if ((await verifier.verify(request)).valid !== valid) throw new Error('wrong verdict');
    }
    // The SDK verifies SHA-1 only, so that it is what SHA-256 is compared with.
    const compare = (request: Request, sdkRequest = request): Promise<Comparison> =>
      takeTurns(() => verifier.verify(request), sdkVerdict(sdkRequest));
    const rows = [
      row('genuine', await compare(genuine), 1.5),
      row('forged', await compare(forged), 3),
      row('genuine, SHA-256', await compare(shared, genuine), 1.5),
      row('forged, SHA-256', await compare(forgedShared, forged), 3),
    ];
    await app.close();
    return rows;
  },
};

function sdkVerdict({ headers, url, rawBody }: Request): () => boolean {
  const signature = headers['x-twilio-signature'];
  return () => {
    const params = Object.fromEntries(new URLSearchParams(rawBody.toString()));
    return twilio.validateRequest(SIGNING_KEY, signature, BASE_URL + url, params);
  };
}

async function mustBe(verifier: TwilioWebhookVerifier, request: Request, valid: boolean) {
  const verdict = await verifier.verify(request);
  if (verdict.valid !== valid || sdkVerdict(request)() !== valid) throw new Error('wrong verdict');
}

function row(
  what: string,
  { perSecond: [us, them], ratio }: Comparison,
  atLeast: number,
): BenchRow {
  return {
    what,
    ours: `${Math.round(us)} requests/s`,
    peer: `URLSearchParams + validateRequest: ${Math.round(them)}/s`,
    measured: ratio,
    goal: { atLeast },
  };
}
