import type { EnvLine, Recommendation } from './advice.js';
import type { Paint } from '../terminal.js';
import { wrap } from '../wrap.js';

/** The answer for people, with lines to paste. */
export function recommendText(answer: Recommendation, paint: Paint): string {
  const { title, method, reason, env, snippet, notes } = answer;
  return [
    `${paint('bold', `Use ${title}.`)} (method ${method})\n${wrap(reason, '')}`,
    `${paint('bold', '.env, kept out of version control')}\n\n${env.map(envLine).join('\n')}`,
    `${paint('bold', 'In the application')}\n\n${snippet.trimEnd()}`,
    `${paint('bold', 'Good to know')}\n${notes.map((note) => wrap(note, '  ', '- ')).join('\n')}`,
    `Then: npx nestjs-twilio-auth doctor --env-file .env --probe\n`,
  ].join('\n\n');
}

function envLine({ name, value }: EnvLine): string {
  return `${name}=${value}`;
}
