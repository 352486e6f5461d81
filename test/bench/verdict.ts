import type { BenchRow } from './bench-case.js';

/** `≥ 3`, `≤ 0.4`, `= 1`. */
export function goalText({ goal }: BenchRow): string {
  if ('atLeast' in goal) return `≥ ${goal.atLeast}`;
  return 'atMost' in goal ? `≤ ${goal.atMost}` : `= ${goal.exactly}`;
}

/** Whether the measured number reaches its goal; not a number never does. */
export function passes({ goal, measured }: BenchRow): boolean {
  if ('atLeast' in goal) return measured >= goal.atLeast;
  return 'atMost' in goal ? measured <= goal.atMost : measured === goal.exactly;
}
