import { passes, type FaultCase, type Outcome } from './fault-case.js';

/** What a case came to: ours, and the SDK's client beside it. */
export interface Result {
  readonly faultCase: FaultCase;
  readonly ours?: Outcome;
  readonly peer?: Outcome;
  /** Why there is no outcome. */
  readonly error?: string;
  readonly skipped?: string;
}

const HEAD = [
  'Fault',
  'Client',
  'Calls',
  'Failed',
  'Unavoidable',
  'Duplicates',
  'Token requests',
  '',
] as const;

/** One line for each client in each case. */
export function tableOf(results: readonly Result[]): readonly (readonly string[])[] {
  return results.flatMap(({ faultCase, ours, peer, error, skipped }) => {
    const { fault } = faultCase;
    if (skipped !== undefined) return [[fault, '', '', '', '', '', '', `skipped: ${skipped}`]];
    if (error !== undefined) return [[fault, 'ours', '', '', '', '', '', `FAILED: ${error}`]];
    return [
      ...(ours === undefined ? [] : [row(fault, 'ours', ours, verdictOf(ours))]),
      ...(peer === undefined ? [] : [row('', 'twilio', peer, peer.note ?? '')]),
    ];
  });
}

function verdictOf(outcome: Outcome): string {
  const verdict = passes(outcome) ? 'pass' : 'MISS';
  return [verdict, outcome.note, outcome.miss].filter((word) => word !== undefined).join('; ');
}

function row(fault: string, client: string, outcome: Outcome, last: string): readonly string[] {
  const { calls, failed, unavoidable, duplicates, tokenRequests } = outcome;
  const counts = [calls, failed, unavoidable, duplicates].map((count) =>
    count.toLocaleString('en'),
  );
  return [fault, client, ...counts, tokenRequests?.toLocaleString('en') ?? '–', last];
}

/** For the terminal: columns as wide as they need to be. */
export function toText(lines: readonly (readonly string[])[]): string {
  const all = [HEAD, ...lines];
  const widths = HEAD.map((_, column) => Math.max(...all.map((l) => l[column]?.length ?? 0)));
  const text = all.map((l) => l.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return text.map((line) => line.trimEnd()).join('\n');
}

export function toMarkdown(lines: readonly (readonly string[])[]): string {
  const rows = [HEAD, HEAD.map(() => '---'), ...lines];
  return rows.map((l) => `| ${l.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}
