import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { TwilioAuth } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { AppModule } from './app.module.js';
import { startEmulatorIfNeeded } from './emulator/start-emulator.js';
import { servePage } from './page/serve-page.js';
import { protect } from './protection/protect.js';
import { banner } from './start/banner.js';
import { explainFailure } from './start/explain-failure.js';
import { prepareEnvironment, readAddress, type Address } from './start/environment.js';
import { isColorful, QuietLogger } from './start/quiet-logger.js';

async function start(): Promise<string> {
  prepareEnvironment();
  const address = readAddress();
  const emulator = await startEmulatorIfNeeded(address);
  try {
    return await serve(address, emulator);
  } catch (error) {
    await emulator?.stop();
    throw error;
  }
}

async function serve(
  { port, host }: Address,
  emulator: TwilioEmulator | undefined,
): Promise<string> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(emulator), {
    // The signature of a webhook is checked against the raw body of the request.
    rawBody: true,
    logger: new QuietLogger('Sample', { timestamp: false, colors: isColorful() }),
    // A failed start is explained below; its log lines are not printed.
    abortOnError: false,
    bufferLogs: true,
    autoFlushLogs: false,
    // The page keeps a connection open as long as it is shown.
    forceCloseConnections: true,
  });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  protect(app);
  servePage(app);
  app.enableShutdownHooks();
  await app.listen(port, host);
  app.flushLogs();
  return banner(`http://localhost:${port}`, app.get(TwilioAuth).describe(), emulator);
}

try {
  console.log(await start());
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
