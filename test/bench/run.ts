import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CaseResult } from './case-result.js';
import { describeMachine, machineText } from './machine.js';
import { writePage } from './page.js';
import { runCase } from './run-case.js';
import { tableOf, toMarkdown, toText } from './table.js';
import { passes } from './verdict.js';

const HELP = `npm run bench -- [--only B3,B4] [--json FILE] [--markdown FILE] [--page FILE]

Measures the table of numbers against peers from npm, on loopback servers in other processes,
and ends with exit code 1 when a number misses its goal.

  --only IDS       cases to run, by id; all without it
  --json FILE      default test-results/bench.json
  --markdown FILE  default test-results/bench.md
  --page FILE      a Markdown page whose table is replaced
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string', default: 'test-results/bench.json' },
    markdown: { type: 'string', default: 'test-results/bench.md' },
    page: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = (await bench()) ? 0 : 1;

async function bench(): Promise<boolean> {
  const cases = findCases(values.only?.toUpperCase().split(','));
  if (cases.length === 0) throw new Error(`No such case: ${values.only ?? '(none compiled)'}`);
  const results: CaseResult[] = [];
  for (const { id, file } of cases) {
    process.stderr.write(`${id} …`);
    const result = await runCase(id, file);
    process.stderr.write(` ${result.seconds.toFixed(1)} s\n`);
    if (result.error !== undefined) process.stderr.write(`${result.error}\n`);
    results.push(result);
  }
  await report(results);
  return results.every((result) => result.error === undefined && result.rows.every(passes));
}

async function report(results: readonly CaseResult[]): Promise<void> {
  const machine = describeMachine();
  const lines = tableOf(results);
  console.log(`\n${toText(lines)}\n\n${machineText(machine)}`);
  write(values.json, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
  const markdown = `${toMarkdown(lines)}\n\n${machineText(machine)}\n`;
  write(values.markdown, markdown);
  if (values.page !== undefined) await writePage(values.page, markdown);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Cases by number: `b3-concurrent-calls.ts` is B3. */
function findCases(only: readonly string[] | undefined): { id: string; file: string }[] {
  const compiled = new URL('cases/', import.meta.url);
  // The sources decide: a case that was renamed may still lie about compiled.
  return readdirSync(new URL('../bench/cases/', import.meta.url))
    .flatMap((name) => {
      const [, stem, id] = /^((b\d+)-[^.]*)\.ts$/.exec(name) ?? [];
      if (stem === undefined || id === undefined) return [];
      return [{ id: id.toUpperCase(), file: fileURLToPath(new URL(`${stem}.js`, compiled)) }];
    })
    .filter(({ id }) => only === undefined || only.includes(id))
    .toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}
