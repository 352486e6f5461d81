import { closestTo } from '../core/primitives/closest-to.js';

/** The command line, or a file that it names, is wrong. The message says why in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A question was answered with Ctrl+C. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** ` Did you mean …?` where one of the words is close to what was typed, otherwise nothing. */
export function suggestion(typed: string, words: readonly string[]): string {
  const meant = closestTo(typed, words);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}
