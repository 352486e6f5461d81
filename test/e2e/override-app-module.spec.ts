import { Controller, Injectable, Module, Post } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import {
  InjectTwilio,
  TwilioAuthModule,
  TwilioClient,
  TwilioWebhook,
  type AccountOptions,
} from 'nestjs-twilio-auth';
import { signWebhook, TEST_SIGNING_KEY, TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import request from 'supertest';
import { afterEach, describe, expect, it, vi } from 'vitest';

@Injectable()
class Sender {
  constructor(
    readonly twilio: TwilioClient,
    @InjectTwilio('billing') readonly billing: TwilioClient,
  ) {}
}

@Controller('hooks')
class HooksController {
  @Post()
  @TwilioWebhook()
  received(): string {
    return 'received';
  }
}

const read = vi.fn((config: ConfigService) => ({
  accountSid: config.getOrThrow<string>('TWILIO_SID'),
  auth: { method: 'auth-token', authToken: config.getOrThrow<string>('TWILIO_TOKEN') } as const,
  accounts: { billing: {} as AccountOptions },
}));

@Module({
  imports: [
    ConfigModule.forRoot({ ignoreEnvFile: true }),
    TwilioAuthModule.forRootAsync({
      imports: [ConfigModule],
      inject: [ConfigService],
      useFactory: read,
    }),
    TwilioAuthModule.forFeature('billing'),
  ],
  controllers: [HooksController],
  providers: [Sender],
})
class AppModule {}

afterEach(() => vi.unstubAllEnvs());

async function useApp() {
  const builder = Test.createTestingModule({ imports: [AppModule] });
  const recorder = TwilioAuthTestingModule.override(builder, { accounts: ['billing'] });
  const module = await builder.compile();
  const app = await module.createNestApplication({ rawBody: true, logger: false }).init();
  return { app, recorder, [Symbol.asyncDispose]: () => app.close() };
}

describe('TwilioAuthTestingModule.override()', () => {
  it('replaces a module that is made by a factory, whose options are not read', async () => {
    await using test = await useApp();
    const { twilio, billing } = test.app.get(Sender);
    const message = { to: '+15551234567', from: '+15557654321', body: 'Hello' };
    await twilio.messages.create(message);
    await billing.messages.create(message);
    expect(test.recorder.calls.map(({ account }) => account)).toEqual(['default', 'billing']);
    expect(read).not.toHaveBeenCalled();
  });

  it('gives every account a key for webhooks', async () => {
    await using test = await useApp();
    const server = test.app.getHttpServer();
    for (const [signingKey, status] of [
      [TEST_SIGNING_KEY, 201],
      ['another-key-of-nobody', 403],
    ] as const) {
      const url = 'http://127.0.0.1/hooks';
      const { headers, rawBody } = signWebhook({ url, params: { Body: 'hi' }, signingKey });
      const call = request(server).post('/hooks').set(headers).set('host', '127.0.0.1');
      expect((await call.send(rawBody)).status).toBe(status);
    }
  });

  it('lists page after page as they are scripted', async () => {
    await using test = await useApp();
    test.recorder.on('GET', 'Messages').answer(({ params }) => {
      const page = Number(params['Page'] ?? 0);
      const next = `/2010-04-01/Accounts/AC/Messages.json?Page=${page + 1}&PageSize=1`;
      const body = { messages: [{ sid: `SM${page}` }], page, next_page_uri: page < 2 ? next : '' };
      return { status: 200, body };
    });
    const found = await test.app.get(Sender).twilio.messages.list();
    expect(found.map(({ sid }) => sid)).toEqual(['SM0', 'SM1', 'SM2']);
    expect(test.recorder.calls.at(-1)?.params).toEqual({ Page: '2', PageSize: '1' });
  });

  it('does not start in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await expect(useApp()).rejects.toThrow('testing-module');
  });
});
