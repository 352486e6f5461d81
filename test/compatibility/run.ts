import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textAboveMark, writePage } from '../bench/page.js';
import { packLibraries } from '../package/pack.js';
import { ResultsFile } from './results-file.js';
import type { Row } from './row.js';
import { ROWS } from './rows.js';
import { kitFor, runRow, type Result } from './run-row.js';
import { toMarkdown, toText } from './table.js';

/** Results of earlier runs, which are no part of the repository. */
const KEPT = 'test-results/compatibility.json';

const HELP = `npm run compatibility -- [--only nest,swc-12] [--page FILE] [--keep]

Packs the libraries, and installs, builds and runs an application with them for each row. It
needs the npm registry, takes about half an hour for all rows, and ends with exit code 1 when one fails.

  --only IDS   rows to run, by the beginning of their ids; all without it:
${ROWS.map(({ id, what }) => `                 ${id.padEnd(20)}${what}`).join('\n')}
  --page FILE  a Markdown page whose table is replaced, with the last result of each row
  --keep       keeps the applications, and prints their folder
`;

interface Options {
  readonly only?: string | undefined;
  readonly page?: string | undefined;
  readonly keep: boolean;
}

try {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      page: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
  } else {
    const works = await runAll(values);
    // A command that met its time limit may still run.
    process.exit(works ? 0 : 1);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

async function runAll({ only, page, keep }: Options): Promise<boolean> {
  const rows = rowsOf(only);
  const kept = new ResultsFile(KEPT);
  // Half an hour later is too late to find out.
  if (page !== undefined) {
    textAboveMark(page);
    kept.assertHas(ROWS.filter((row) => !rows.includes(row)));
  }
  const folder = mkdtempSync(join(tmpdir(), 'compatibility-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once('SIGINT', () => {
    process.stderr.write(`\nInterrupted. The rows that were finished are in ${KEPT}.\n`);
    if (!keep) removeFolder();
    process.exit(130);
  });
  process.stderr.write('Packing …\n');
  const kit = kitFor(packLibraries(folder));
  const results: Result[] = [];
  for (const [at, row] of rows.entries()) {
    process.stderr.write(`${at + 1}/${rows.length} ${row.id}: ${row.what} …`);
    const result = await runRow(row, kit);
    results.push(result);
    kept.keep(result);
    process.stderr.write(` ${result.seconds} s\n`);
    if (result.error !== undefined) process.stderr.write(`${result.error}\n`);
  }
  console.log(`\n${toText(results)}`);
  if (page !== undefined) await writePage(page, `${toMarkdown(kept.of(ROWS))}\n`);
  if (keep) console.log(folder);
  else removeFolder();
  return results.every(({ error }) => error === undefined);
}

function rowsOf(only: string | undefined): readonly Row[] {
  const beginnings = only?.split(',') ?? [''];
  const unknown = beginnings.filter((begin) => !ROWS.some(({ id }) => id.startsWith(begin)));
  if (unknown.length > 0) throw new Error(`No such row: ${unknown.join(', ')}. --help lists them.`);
  return ROWS.filter(({ id }) => beginnings.some((begin) => id.startsWith(begin)));
}
