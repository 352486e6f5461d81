import { isRecord } from './checks.js';
import { seedCheck } from './seed-checks.js';
import type { Seed } from './seed.js';

/** The seed is wrong; `problems` has every reason, by path, and never a value. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  constructor(readonly problems: readonly string[]) {
    super(`The seed is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * The value as a seed.
 * @throws {SeedError} listing every unknown field, wrong value and doubled SID.
 */
export function checkedSeed(value: unknown): Seed {
  const problems: string[] = [];
  seedCheck(value, '', problems);
  problems.push(...doubles(value));
  if (problems.length > 0) throw new SeedError(problems);
  return value as Seed;
}

const IDENTIFIERS = new Set(['sid', 'accountSid', 'clientId', 'phoneNumber']);

/** SIDs and numbers that occur twice, wherever they stand. */
function doubles(value: unknown): readonly string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => visit(item, `${path}[${index}]`));
    if (!isRecord(node)) return;
    for (const [name, entry] of Object.entries(node)) {
      const at = path === '' ? name : `${path}.${name}`;
      if (typeof entry === 'string' && IDENTIFIERS.has(name)) {
        const first = seen.get(entry);
        if (first === undefined) seen.set(entry, at);
        else problems.push(`${at}: the same as ${first}`);
      } else visit(entry, at);
    }
  };
  visit(value, '');
  return problems;
}
