import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A text file of the repository, its path from the root. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** Every Markdown page of the repository and its packages. */
export function readPages(): readonly Document[] {
  const folders = [
    '',
    'docs',
    'libs/twilio-auth',
    'libs/twilio-emulator',
    'libs/twilio-permissions',
    'apps/sample',
  ];
  return folders.flatMap((folder) => read(folder, /\.md$/, folder === 'docs'));
}

/** The sources of the libraries, without their specs. */
export function readLibraries(): readonly Document[] {
  const folders = [
    'libs/twilio-auth/src',
    'libs/twilio-emulator/src',
    'libs/twilio-permissions/src',
  ];
  return folders.flatMap((folder) => read(folder, /(?<!\.spec)\.ts$/, true));
}

/** The code that pages show and that runs as they show it, a file each. */
export function readShownCode(): readonly Document[] {
  return read('test/docs/pages', /\.ts$/, true);
}

/** Whether a path from the root of the repository names a file or a folder. */
export function isPresent(path: string): boolean {
  return existsSync(root + path);
}

function read(folder: string, name: RegExp, recursive: boolean): Document[] {
  if (!isPresent(folder)) return [];
  const paths = readdirSync(root + folder, { recursive, encoding: 'utf8' });
  return paths
    .filter((path) => name.test(path))
    .map((path) => [folder, path.replaceAll('\\', '/')].filter(Boolean).join('/'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
}
