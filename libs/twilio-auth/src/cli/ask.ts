import { createInterface } from 'node:readline';
import { CancelledError } from './usage.js';

/**
 * Asks the user to choose one, by number or name, until the answer is valid.
 *
 * @returns `undefined` when the input ends without a valid answer.
 * @throws {CancelledError} on Ctrl+C.
 */
export async function ask<T extends string>(
  question: string,
  choices: Readonly<Record<T, string>>,
): Promise<T | undefined> {
  const names = Object.keys(choices) as T[];
  const list = names.map((name, index) => `  ${index + 1}  ${choices[name]}`).join('\n');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  let isCancelled = false;
  lines.on('SIGINT', () => {
    isCancelled = true;
    lines.close();
  });
  lines.setPrompt(`${question}\n${list}\n1-${names.length}: `);
  lines.prompt();
  // Iterating keeps lines that arrive together, where question() would lose the second one.
  for await (const line of lines) {
    const answer = line.trim().toLowerCase();
    const chosen = names[Number(answer) - 1] ?? names.find((known) => known === answer);
    if (chosen !== undefined) return chosen;
    lines.setPrompt(`Please answer 1 to ${names.length}: `);
    lines.prompt();
  }
  if (isCancelled) throw new CancelledError('Cancelled.');
  return undefined;
}
