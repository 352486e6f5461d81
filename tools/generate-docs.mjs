// Writes the tables that come from the code into the pages that show them. A page holds a table
// once with its header row; from then on this keeps the rows. Tests go red when one is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const built = (path) =>
  import(new URL(`../libs/twilio-auth/dist/esm/core/${path}`, import.meta.url));
const { ERROR_CODES } = await built('errors/error-codes.js');
const { API_ERROR_CODES } = await built('errors/api-error-codes.js');
const { renderErrorTable } = await built('errors/error-table.js');
const { renderPolicyTable } = await built('policy/policy-table.js');
const { renderCapabilityTable } = await built('capabilities/capability-table.js');

const pages = {
  'docs/errors.md': [renderErrorTable(ERROR_CODES), renderErrorTable(API_ERROR_CODES)],
  'docs/policy.md': [renderPolicyTable()],
  'docs/capabilities.md': [renderCapabilityTable()],
};

/** The table as Prettier leaves it: alone where a page says so, padded elsewhere. */
const format = async (text, path) =>
  prettier.format(text, { ...(await prettier.resolveConfig(path)), parser: 'markdown' });

/** Puts a table in the place of the first one with the same header, at or after a position. */
const replaceTable = (text, table, from) => {
  const cells = table.split('\n', 1)[0].split('|').slice(1, -1);
  const header = new RegExp(
    `^\\|${cells.map((cell) => `\\s*${cell.trim()}\\s*`).join('\\|')}\\|\n(\\|.*\n)*`,
    'gm',
  );
  header.lastIndex = from;
  const old = header.exec(text);
  if (old === null) throw new Error(`No table to replace:${cells.join('|')}`);
  const rows = `${table.trimEnd()}\n`;
  const after = text.slice(old.index + old[0].length);
  return { text: text.slice(0, old.index) + rows + after, end: old.index + rows.length };
};

for (const [page, tables] of Object.entries(pages)) {
  const path = fileURLToPath(new URL(`../${page}`, import.meta.url));
  const before = await readFile(path, 'utf8');
  let state = { text: before, end: 0 };
  for (const table of tables) state = replaceTable(state.text, table, state.end);
  const after = await format(state.text, path);
  if (after !== before) await writeFile(path, after);
  console.log(`${page}: ${after === before ? 'up to date' : 'written'}`);
}
