import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The installed versions of these packages, and the version of Node. */
export function versionsOf(names: readonly string[]): Record<string, string> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const versionOf = (name: string): string => {
    // Not every package lets its package.json be required; Plug'n'Play has no folder to look into.
    const inFolder = join(process.cwd(), 'node_modules', name, 'package.json');
    const file = existsSync(inFolder) ? inFolder : require.resolve(`${name}/package.json`);
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  };
  return {
    node: process.versions.node,
    ...Object.fromEntries(names.map((name) => [name, versionOf(name)])),
  };
}
