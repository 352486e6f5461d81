import { readFile } from 'node:fs/promises';

/** Entry points and commands of the library in the current directory: `index`, `redis/index`, `cli/main`. */
export async function readEntries() {
  const { exports: exported, bin = {} } = JSON.parse(await readFile('package.json', 'utf8'));
  const pathOf = (conditions) =>
    /^\.\/dist\/esm\/(.+)\.js$/.exec(conditions.import?.default ?? '')?.[1] ?? [];
  return {
    entries: Object.values(exported).flatMap(pathOf),
    commands: Object.keys(bin).length === 0 ? [] : ['cli/main'],
  };
}
