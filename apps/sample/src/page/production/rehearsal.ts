import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';

/** Whether a configuration starts in production, and otherwise what it prints. */
export interface Start {
  readonly starts: boolean;
  readonly text: string;
}

/** The start with an example of a method, and what its credential cannot do. */
export interface ExampleStart extends Start {
  readonly method: string;
  readonly limits: readonly string[];
}

/** What production says to this application, and to each method. */
export interface Rehearsal {
  readonly current: Start;
  readonly examples: readonly ExampleStart[];
}

/**
 * Starts the library as in production, with the configuration of this application and with examples.
 * It happens in a thread of its own, which has its own environment and its own log: nothing listens,
 * nothing is called, and this application does not notice.
 */
@Injectable()
export class ProductionRehearsal {
  /** Only a restart changes the configuration. */
  private result: Promise<Rehearsal> | undefined;

  run(): Promise<Rehearsal> {
    this.result ??= rehearse().catch((error: unknown) => {
      this.result = undefined;
      throw error;
    });
    return this.result;
  }
}

async function rehearse(): Promise<Rehearsal> {
  const worker = new Worker(new URL('./rehearsal.worker.js', import.meta.url), {
    workerData: { ...process.env },
    stdout: true,
    stderr: true,
  });
  try {
    const [rehearsal] = (await once(worker, 'message')) as [Rehearsal];
    return rehearsal;
  } finally {
    await worker.terminate();
  }
}
