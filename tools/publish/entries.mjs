import { readFile } from 'node:fs/promises';

/** Front doors and commands of the library in the current directory: `index`, `redis/index`, `cli/main`. */
export async function readEntries() {
  const { exports: doors, bin = {} } = JSON.parse(await readFile('package.json', 'utf8'));
  const paths = (files) =>
    files.flatMap((file) => /^\.\/dist\/esm\/(.+)\.js$/.exec(file ?? '')?.[1] ?? []);
  return {
    doors: paths(Object.values(doors).map((door) => door.import?.default)),
    commands: paths(Object.values(bin)),
  };
}
