import { readFile } from 'node:fs/promises';

/** Front doors and commands of the library in the current directory: `index`, `redis/index`, `cli/main`. */
export async function readEntries() {
  const { exports: doors, bin = {} } = JSON.parse(await readFile('package.json', 'utf8'));
  const door = ({ import: imported }) => /^\.\/dist\/esm\/(.+)\.js$/.exec(imported?.default ?? '');
  return {
    doors: Object.values(doors).flatMap((conditions) => door(conditions)?.[1] ?? []),
    commands: Object.keys(bin).length === 0 ? [] : ['cli/main'],
  };
}
