import {
  Body,
  Controller,
  Inject,
  Post,
  type INestApplication,
  type ModuleMetadata,
} from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TwilioClient } from 'nestjs-twilio-auth';

/** The HTTP platforms that all features are tested on. */
export const PLATFORMS = [
  { platform: 'Express', adapter: () => new ExpressAdapter() },
  { platform: 'Fastify', adapter: () => new FastifyAdapter() },
] as const;

export type Platform = (typeof PLATFORMS)[number];

/** Sends the given message, and answers with the result or the error. */
@Controller('messages')
export class MessagesController {
  constructor(@Inject(TwilioClient) private readonly twilio: TwilioClient) {}

  @Post()
  async send(@Body() message: { to: string; from: string; body: string }) {
    try {
      const { sid, status } = await this.twilio.messages.create(message);
      return { sid, status };
    } catch (error) {
      const { status, code, message: text } = error as Record<string, unknown>;
      return { refused: { status, code, message: text } };
    }
  }
}

/** A running application on a free port, closed at the end of its scope. */
export interface RunningApp extends AsyncDisposable {
  readonly app: INestApplication;
  readonly url: string;
}

/** Starts an application as `main.ts` would, on the given platform. */
export async function startApp(
  metadata: ModuleMetadata,
  platform: Platform = PLATFORMS[0],
): Promise<RunningApp> {
  const module = await Test.createTestingModule(metadata).compile();
  const app = module.createNestApplication(platform.adapter(), { rawBody: true, logger: false });
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl(), [Symbol.asyncDispose]: () => app.close() };
}

/** Posts JSON and reads JSON. */
export async function post(url: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
