import 'reflect-metadata';
import { createHmac, createSecretKey } from 'node:crypto';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAccessTokens, TwilioAuthModule } from 'nestjs-twilio-auth';
import twilio from 'twilio';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { takeTurns, type Comparison } from '../processor/take-turns.js';

const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef';
const KEY_SID = 'SK0123456789abcdef0123456789abcdef';
const KEY_SECRET = '0123456789abcdefghijklmnopqrstuv';
const VOICE = { incomingAllow: true, outgoingApplicationSid: 'AP0123456789abcdef0123456789abcdef' };
const CHAT = { serviceSid: 'IS0123456789abcdef0123456789abcdef' };

@Module({
  imports: [
    TwilioAuthModule.forRoot({
      accountSid: ACCOUNT_SID,
      auth: { method: 'api-key', keySid: KEY_SID, keySecret: KEY_SECRET },
    }),
  ],
})
class AppModule {}

/** Access tokens with two grants: ours, the SDK's, and the signature alone. */
export const accessTokens: BenchCase = {
  id: 'B4',
  title: 'Access tokens per second, two grants',
  async run() {
    const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
    const tokens = app.get(TwilioAccessTokens);
    const issue = () => tokens.issue({ identity: 'alice', grants: { voice: VOICE, chat: CHAT } });
    const signed = issue().token.split('.').slice(0, 2).join('.');
    const rows = [
      row(await takeTurns(issue, sdkToken), 'twilio', 45),
      row(await takeTurns(issue, bareHmac(signed)), 'one HMAC-SHA-256 over the same bytes', 0.25),
    ];
    await app.close();
    return rows;
  },
};

function sdkToken(): string {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(ACCOUNT_SID, KEY_SID, KEY_SECRET, { identity: 'alice', ttl: 3600 });
  token.addGrant(new AccessToken.VoiceGrant(VOICE));
  token.addGrant(new AccessToken.ChatGrant(CHAT));
  return token.toJwt();
}

function bareHmac(bytes: string): () => string {
  const key = createSecretKey(KEY_SECRET, 'utf8');
  return () => createHmac('sha256', key).update(bytes).digest('base64url');
}

function row(
  { perSecond: [us, them], ratio }: Comparison,
  peer: string,
  atLeast: number,
): BenchRow {
  return {
    what: `beside ${peer}`,
    ours: `${Math.round(us)} tokens/s`,
    peer: `${peer}: ${Math.round(them)}/s`,
    measured: ratio,
    goal: { atLeast },
  };
}
