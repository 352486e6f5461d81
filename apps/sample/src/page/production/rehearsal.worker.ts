import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import { TwilioAuth, TwilioAuthModule } from 'nestjs-twilio-auth';
import { readPassword } from '../../protection/password.js';
import { explainFailure } from '../../start/explain-failure.js';
import { WebhooksModule } from '../../webhooks/webhooks.module.js';
import { EXAMPLES, type Variables } from './example-configurations.js';
import type { ExampleStart, Rehearsal, Start } from './rehearsal.js';

class Root {}

/** A start without a server: everything of the library that can refuse it has run then. */
async function start(
  variables: Variables,
  environment: string,
): Promise<Start & { readonly limits: readonly string[] }> {
  // Those of this thread only: each worker has a copy.
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables, { NODE_ENV: environment });
  try {
    const imports = [TwilioAuthModule.forRoot(), WebhooksModule.fromEnvironment()];
    const app = await NestFactory.createApplicationContext(
      { module: Root, imports },
      { logger: false, abortOnError: false },
    );
    const [account] = app.get(TwilioAuth).report().accounts;
    await app.close();
    return { starts: true, text: '', limits: (account?.limits ?? []).map(({ cannot }) => cannot) };
  } catch (error) {
    return { starts: false, text: explainFailure(error).trim(), limits: [] };
  }
}

/** The configuration of this application: the sample itself asks for a password too. */
async function startCurrent(variables: Variables): Promise<Start> {
  const { starts, text } = await start(variables, 'production');
  if (!starts) return { starts, text };
  try {
    readPassword();
    return { starts, text };
  } catch (error) {
    return { starts: false, text: explainFailure(error).trim() };
  }
}

async function startExample(method: string, variables: Variables): Promise<ExampleStart> {
  // What a credential cannot do is the same everywhere, and known only where it is allowed.
  const { limits } = await start(variables, 'development');
  const { starts, text } = await start(variables, 'production');
  return { method, starts, text, limits };
}

const examples: ExampleStart[] = [];
const current = await startCurrent(workerData as Variables);
for (const [method, variables] of Object.entries(EXAMPLES)) {
  examples.push(await startExample(method, variables));
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage({ current, examples } satisfies Rehearsal);
