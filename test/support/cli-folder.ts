import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the specs of this run compile the command line. */
    readonly cliFolder: string;
  }
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

/** Before the first spec of a run. Returns what happens after the last. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(`${CACHE}/nestjs-twilio-auth-`);
  provide('cliFolder', folder);
  return () => rm(folder, { recursive: true });
}
