// Writes the tables that come from the code into the pages that show them. A page holds a table
// once with its header row; from then on this keeps the rows. Tests go red when one is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { runnerImport } from 'vite';

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { module } = await runnerImport(pathOf('docs/tables.ts'), { configFile: false });
const { renderTable } = module;
const allTables = module.codeTables();

/** The table as Prettier leaves it: alone where a page says so, padded elsewhere. */
const format = async (text, path) =>
  prettier.format(text, { ...(await prettier.resolveConfig(path)), parser: 'markdown' });

/** Puts a table in the place of the first one with the same header, at or after a position. */
const replaceTable = (text, table, from) => {
  const cells = table.header.map((cell) => `\\s*${cell}\\s*`);
  const header = new RegExp(`^\\|${cells.join('\\|')}\\|\n(\\|.*\n)*`, 'gm');
  header.lastIndex = from;
  const old = header.exec(text);
  if (old === null) throw new Error(`${table.page}: no table with ${table.header.join(', ')}`);
  const rows = renderTable(table);
  const after = text.slice(old.index + old[0].length);
  return { text: text.slice(0, old.index) + rows + after, end: old.index + rows.length };
};

for (const page of new Set(allTables.map((table) => table.page))) {
  const tables = allTables.filter((table) => table.page === page);
  const path = pathOf(`../${page}`);
  const before = await readFile(path, 'utf8');
  let state = { text: before, end: 0 };
  for (const table of tables) state = replaceTable(state.text, table, state.end);
  const after = await format(state.text, path);
  if (after !== before) await writeFile(path, after);
  console.log(`${page}: ${after === before ? 'up to date' : 'written'}`);
}
