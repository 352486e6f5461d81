import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Text of a file by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Where a file of the repository can be read on the web, once the package says where that is. */
export function webAddressOf(path: string): string | undefined {
  if (!existsSync(join(ROOT, path))) return undefined;
  const { repository } = JSON.parse(readText('libs/twilio-auth/package.json')) as {
    repository?: { url?: string };
  };
  const home = /https:\/\/[^#]+?(?=\.git$|$)/.exec(repository?.url ?? '')?.[0];
  return home === undefined ? undefined : `${home}/blob/main/${path}`;
}
