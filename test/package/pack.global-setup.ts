import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A temporary folder, removed after the run. */
    readonly folder: string;
    /** Path of each tarball by the name of its package. */
    readonly tarballs: Readonly<Record<string, string>>;
  }
}

const pack = fileURLToPath(new URL('../../tools/pack-libraries.mjs', import.meta.url));

/** Packs the last build, once for all specs. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'consumers-'));
  const paths = execFileSync(process.execPath, [pack, folder], { encoding: 'utf8' }).trim();
  const named = paths.split('\n').map((path) => [/([a-z-]+)-\d[^/\\]*$/.exec(path)?.[1], path]);
  project.provide('folder', folder);
  project.provide('tarballs', Object.fromEntries(named) as Record<string, string>);
  return () => rm(folder, { recursive: true, force: true });
}
