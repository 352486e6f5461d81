import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packLibraries, type Packed } from './pack.js';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly packed: Packed;
  }
}

/** Packs the libraries once for all specs. The folder is removed after the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'consumers-'));
  project.provide('packed', packLibraries(folder));
  return () => rm(folder, { recursive: true, force: true });
}
