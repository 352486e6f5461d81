import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';
import { TwilioTelemetry } from 'nestjs-twilio-auth/opentelemetry';
import { TwilioEmulator } from 'twilio-auth-emulator';

/** Enough to send; the list of the account's own numbers is left out, so that a call is refused. */
const PERMISSIONS = ['/twilio/messaging/messages/create', '/twilio/messaging/messages/list'];

/** Tokens live as short as Twilio allows, so that refreshes can be seen. */
const TOKEN_SECONDS = 60;

/** The built sample. */
export interface Sample {
  readonly AppModule: { on(emulator: TwilioEmulator): DynamicModule };
}

/** The sample application, its Twilio and its metrics. */
export interface SampleRun {
  readonly emulator: TwilioEmulator;
  readonly url: string;
  readonly reader: InMemoryReader;
  /** Puts a new secret of the OAuth app into the file that the sample watches. */
  rotateSecret(): Promise<void>;
  stop(): Promise<void>;
}

/** Collects when it is asked to. */
export class InMemoryReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Starts the built sample on an emulator, as `npm start` does, with `TwilioTelemetry` beside it. */
export async function startSample({ AppModule }: Sample): Promise<SampleRun> {
  const emulator = await TwilioEmulator.start({ stepMs: 600 });
  const { oauthApp, sid } = emulator.account;
  oauthApp.accessTokenTtlSeconds = TOKEN_SECONDS;
  const folder = await mkdtemp(join(tmpdir(), 'telemetry-picture-'));
  const file = join(folder, 'twilio.json');
  const write = () => {
    const { clientId, clientSecret } = oauthApp;
    const auth = { method: 'oauth', clientId, clientSecret, permissions: PERMISSIONS };
    return writeFile(file, JSON.stringify({ accountSid: sid, ...auth }));
  };
  await write();
  const { TWILIO_WEBHOOK_SIGNING_KEYS, TWILIO_API_BASE_URL } = emulator.env('oauth');
  Object.assign(process.env, {
    NODE_ENV: 'development',
    TWILIO_CREDENTIALS_FILE: file,
    TWILIO_WEBHOOK_SIGNING_KEYS,
    TWILIO_API_BASE_URL,
  });

  const reader = new InMemoryReader();
  const app = await createSample(AppModule, emulator, new MeterProvider({ readers: [reader] }));
  await app.listen(0, '127.0.0.1');
  return {
    emulator,
    reader,
    url: await app.getUrl(),
    rotateSecret: async () => {
      oauthApp.rotateSecret({ graceSeconds: 3600 });
      await write();
    },
    stop: async () => {
      await app.close();
      await emulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function createSample(
  AppModule: Sample['AppModule'],
  emulator: TwilioEmulator,
  meterProvider: MeterProvider,
): Promise<INestApplication> {
  const telemetry = {
    provide: TwilioTelemetry,
    inject: [TwilioAuthEvents],
    useFactory: (events: TwilioAuthEvents) => new TwilioTelemetry(events, { meterProvider }),
  };
  class Root {}
  const root = { module: Root, imports: [AppModule.on(emulator)], providers: [telemetry] };
  return NestFactory.create(root, { rawBody: true, logger: false });
}
