import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The installed versions of these packages, and the version of Node. */
export function versionsOf(names: readonly string[]): Record<string, string> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const versionOf = (name: string): string => {
    const manifest = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8'));
    return (manifest as { version: string }).version;
  };
  return {
    node: process.versions.node,
    ...Object.fromEntries(names.map((name) => [name, versionOf(name)])),
  };
}
