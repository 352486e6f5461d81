import 'reflect-metadata';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** What is used of a client: the two modules have the SDK in different versions. */
interface Client {
  readonly messages: {
    create(message: { to: string; from: string; body: string }): Promise<unknown>;
  };
}

/**
 * Does what a serverless function does when it is invoked for the first time, and prints how long that
 * took since the process began, in milliseconds: starts an application and sends a message.
 */
export async function invoke(
  imported: DynamicModule,
  clientOf: (app: INestApplicationContext) => Client,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(imported, { logger: false });
  const message = { to: '+15558675310', from: '+15557122661', body: 'Hello there' };
  await clientOf(app).messages.create(message);
  process.stdout.write(String(performance.now()), () => process.exit(0));
}

/** The server that stands for Twilio. */
export const origin = process.argv[2] ?? '';
