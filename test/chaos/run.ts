import { parseArgs } from 'node:util';
import { describeMachine, machineText } from '../bench/machine.js';
import { writePage } from '../bench/page.js';
import { CASES } from './cases.js';
import { passes, type FaultCase, type Kind, type Outcome } from './fault-case.js';
import { tableOf, toMarkdown, toText, type Result } from './table.js';

const LONGEST_MS = 90_000;

const HELP = `npm run chaos -- [--only token-down,redis] [--page FILE]

Makes calls while something fails, with our module and with the SDK's own client, and counts
what failed and what was sent twice. Takes about nine minutes; ends with exit code 1 when
a call was sent twice, or lost although it could have been saved.

  --only IDS   cases to run, by the beginning of their ids; all without it:
${CASES.map(({ id, fault }) => `                 ${id.padEnd(16)}${fault}`).join('\n')}
  --page FILE  a Markdown page whose table is replaced
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    page: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  console.log(HELP);
} else {
  const isFine = await runAll();
  // A fault may leave a timer or a socket behind, which must not keep the process.
  process.exit(isFine ? 0 : 1);
}

async function runAll(): Promise<boolean> {
  const only = values.only?.split(',') ?? [''];
  const cases = CASES.filter(({ id }) => only.some((begin) => id.startsWith(begin)));
  if (cases.length === 0) throw new Error(`No such case: ${values.only}`);
  const results: Result[] = [];
  for (const [at, faultCase] of cases.entries()) {
    process.stderr.write(`${at + 1}/${cases.length} ${faultCase.id} …`);
    const startedMs = performance.now();
    const result = await runCase(faultCase);
    results.push(result);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    process.stderr.write(` ${result.error ?? result.skipped ?? `${seconds} s`}\n`);
  }
  const lines = tableOf(results);
  const machine = machineText(describeMachine());
  console.log(`\n${toText(lines)}\n\n${machine}`);
  if (values.page !== undefined)
    await writePage(values.page, `${toMarkdown(lines)}\n\n${machine}\n`);
  return results.every(
    ({ ours, error }) => error === undefined && (ours === undefined || passes(ours)),
  );
}

async function runCase(faultCase: FaultCase): Promise<Result> {
  const skipped = faultCase.missing?.();
  if (skipped !== undefined) return { faultCase, skipped };
  try {
    const ours = await within(faultCase, 'ours');
    const peer = faultCase.hasPeer ? await within(faultCase, 'sdk') : undefined;
    return { faultCase, ours, ...(peer !== undefined && { peer }) };
  } catch (error) {
    return { faultCase, error: String(error) };
  }
}

async function within(faultCase: FaultCase, kind: Kind): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const longestMs = faultCase.longestMs ?? LONGEST_MS;
    timer = setTimeout(() => reject(new Error(`no result in ${longestMs / 1000} s`)), longestMs);
  });
  return Promise.race([faultCase.run(kind), late]).finally(() => clearTimeout(timer));
}
