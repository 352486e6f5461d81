import { pathToFileURL } from 'node:url';
import type { BenchCase } from './bench-case.js';
import type { CaseResult } from './case-result.js';

/** The other end of `runCase()`: measures the case in the file given, answers, and ends. */
async function measure(file: string): Promise<Partial<CaseResult>> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = Object.values(module).find(isBenchCase);
  if (found === undefined) return { error: 'exports no case' };
  try {
    return { title: found.title, rows: await found.run() };
  } catch (error) {
    return {
      title: found.title,
      error: error instanceof Error ? String(error.stack) : String(error),
    };
  }
}

function isBenchCase(value: unknown): value is BenchCase {
  return typeof value === 'object' && value !== null && 'run' in value && 'title' in value;
}

const answer = await measure(process.argv[2] ?? '').catch((error: unknown) => ({
  error: String(error),
}));
process.send?.(answer, () => process.exit(0));
