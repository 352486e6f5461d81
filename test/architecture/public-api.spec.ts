import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entryPoints } from './import-table.js';
import { publicNamesOf } from './public-api.js';
import { readSources } from './source-file.js';

const sources = Object.values(entryPoints)
  .map((path) => path.replace(/\/src\/.*/, '/src'))
  .filter((folder, index, all) => all.indexOf(folder) === index)
  .flatMap(readSources);

/** What an application may import. A change in these files is a change of the public API. */
describe('The public API', () => {
  for (const [door, path] of Object.entries(entryPoints)) {
    const url = new URL(`../../${path}`, import.meta.url);
    const entry = sources.find((source) => source.path === path);

    describe(door, () => {
      it('exists', () => expect(existsSync(url)).toBe(true));
      if (entry === undefined) return;
      const { values, types } = publicNamesOf(entry);

      it('exports exactly these names', async () => {
        const lines = [...values, ...types.map((name) => `type ${name}`), ''];
        const file = `public-api/${door.replace('/', '.')}.txt`;
        await expect(lines.join('\n')).toMatchFileSnapshot(file);
      });

      it('has every exported value at run time', async () => {
        const module = (await import(url.href)) as Record<string, unknown>;
        expect(Object.keys(module).toSorted()).toEqual(values);
        expect(values.filter((name) => module[name] === undefined)).toEqual([]);
      });
    });
  }
});
