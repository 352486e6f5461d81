import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Our packages, as they would be published. */
export interface Packed {
  /** A temporary folder, for applications that install them. */
  readonly folder: string;
  /** Path of each tarball by the name of its package. */
  readonly tarballs: Readonly<Record<string, string>>;
}

/** Builds and packs the libraries of the repository, which is the working directory, into a folder. */
export function packLibraries(folder: string): Packed {
  const pack = join('tools', 'pack-libraries.mjs');
  const paths = execFileSync(process.execPath, [pack, folder], { encoding: 'utf8' });
  const tarballs = paths.trim().split('\n');
  return { folder, tarballs: Object.fromEntries(tarballs.map((path) => [nameOf(path), path])) };
}

function nameOf(tarball: string): string {
  return /([a-z-]+)-\d[^/\\]*$/.exec(tarball)?.[1] ?? tarball;
}
