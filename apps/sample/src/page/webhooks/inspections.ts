import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';

/** Tells the verification of a request that the page made up from that of a webhook. */
@Injectable()
export class Inspections {
  private readonly running = new AsyncLocalStorage<true>();

  run<T>(work: () => T): T {
    return this.running.run(true, work);
  }

  /** Whether the event that is being handled comes from an inspection, and counts as nothing. */
  get isRunning(): boolean {
    return this.running.getStore() ?? false;
  }
}
