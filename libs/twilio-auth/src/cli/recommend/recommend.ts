import { PURPOSES } from './purpose.js';
import { recommend as recommendFor } from './advice.js';
import type { Command } from '../arguments.js';
import { askPurpose } from './questions.js';
import { recommendText } from './recommend-text.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';

/**
 * Asks if it has to, prints, and answers with the exit code.
 *
 * @throws {UsageError} where nobody can be asked.
 */
export async function recommend(
  { json, purpose, region }: Extract<Command, { name: 'recommend' }>,
  terminal: Terminal,
): Promise<number> {
  if (purpose === undefined && (json || !terminal.isInteractive)) {
    throw new UsageError(`Nobody can be asked here. Use --for ${PURPOSES.join('|')}.`);
  }
  const answer = recommendFor(purpose ?? (await askPurpose()), { region });
  const text = json
    ? `${JSON.stringify(answer, null, 2)}\n`
    : recommendText(answer, terminal.paint);
  terminal.out(text);
  return 0;
}
