import { createInterface } from 'node:readline';
import { PURPOSES, type Purpose } from './purpose.js';
import { UsageError } from '../usage.js';

const CHOICES: Readonly<Record<Purpose, string>> = {
  prototype: 'a prototype on my own machine',
  server: 'a server in production',
  browser: 'browsers or phones that call, chat or stream',
  tests: 'automated tests, without charges',
};

/**
 * Asks what the credential is for, until the answer makes sense.
 *
 * @throws {UsageError} when the input ends without an answer.
 */
export async function askPurpose(): Promise<Purpose> {
  const list = PURPOSES.map((purpose, index) => `  ${index + 1}  ${CHOICES[purpose]}`).join('\n');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  lines.setPrompt(`What is it for?\n${list}\n1-${PURPOSES.length}: `);
  lines.prompt();
  // Iterating keeps lines that arrive together, where question() would lose the second one.
  for await (const line of lines) {
    const answer = line.trim().toLowerCase();
    const purpose = PURPOSES[Number(answer) - 1] ?? PURPOSES.find((known) => known === answer);
    if (purpose !== undefined) return purpose;
    lines.setPrompt(`Please answer 1 to ${PURPOSES.length}: `);
    lines.prompt();
  }
  throw new UsageError('No answer was given. Use --for.');
}
