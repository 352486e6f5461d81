import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { ask } from '../ask.js';
import type { Style, Terminal } from '../terminal.js';
import { suggestion, UsageError } from '../usage.js';
import { EDGES, PURPOSES, recommendFor, type Purpose, type Recommendation } from './advice.js';

/** In the form of `parseArgs`. */
export const RECOMMEND_OPTIONS = {
  for: { type: 'string' },
  region: { type: 'string' },
} as const;

export interface RecommendArguments {
  readonly json: boolean;
  /** Absent: ask. */
  readonly purpose?: Purpose;
  readonly region?: string;
}

interface Values {
  readonly for?: string;
  readonly region?: string;
  readonly json?: boolean;
}

/** @throws {UsageError} for a wrong value. */
export function readRecommendArguments({ for: given, region, json = false }: Values) {
  const purpose = PURPOSES.find((known) => known === given);
  if (given !== undefined && purpose === undefined) {
    throw new UsageError(
      `--for must be one of ${PURPOSES.join(', ')}, not "${given}".${suggestion(given, PURPOSES)}`,
    );
  }
  const name = region?.toLowerCase();
  if (name !== undefined && EDGES[name] === undefined) {
    throw new UsageError(`--region must be one of ${Object.keys(EDGES).join(', ')}.`);
  }
  return { json, ...withoutUndefined({ purpose, region: name }) } satisfies RecommendArguments;
}

/**
 * Asks for the purpose if it is not given, prints the recommendation, and returns the exit code.
 *
 * @throws {UsageError} where the purpose is not given and no one can be asked.
 */
export async function recommend(
  { json, purpose, region }: RecommendArguments,
  { isInteractive, out, ...style }: Terminal,
): Promise<number> {
  if (purpose === undefined && (json || !isInteractive)) {
    throw new UsageError(`Not interactive; pass --for ${PURPOSES.join('|')}.`);
  }
  const answer = recommendFor(purpose ?? (await askPurpose()), { region });
  out(json ? `${JSON.stringify(answer, null, 2)}\n` : recommendText(answer, style));
  return 0;
}

const CHOICES: Readonly<Record<Purpose, string>> = {
  prototype: 'a prototype on my own machine',
  server: 'a server in production',
  browser: 'browsers or phones that call, chat or stream',
  tests: 'automated tests, without charges',
};

async function askPurpose(): Promise<Purpose> {
  const purpose = await ask('What is it for?', CHOICES);
  if (purpose === undefined) throw new UsageError('No answer was given; pass --for.');
  return purpose;
}

/** The recommendation for people, with lines to paste. */
function recommendText(answer: Recommendation, { paint, wrap }: Style): string {
  const { title, method, reason, env, snippet, notes } = answer;
  const variables = env.map(({ name, value }) => `${name}=${value}`);
  return [
    `${paint('bold', `Use ${title}.`)} (method ${method})\n${wrap(reason, '')}`,
    `${paint('bold', '.env, kept out of version control')}\n\n${variables.join('\n')}`,
    `${paint('bold', 'In the application')}\n\n${snippet.trimEnd()}`,
    `${paint('bold', 'Good to know')}\n${notes.map((note) => wrap(note, '  ', '- ')).join('\n')}`,
    `Then: npx nestjs-twilio-auth doctor -f .env --probe\n`,
  ].join('\n\n');
}
