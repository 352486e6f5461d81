import { TwilioAuthError } from '../errors/twilio-auth.error.js';

const CLOSE = 2;

/** `TWILIO_AUTH_ACCOUNT_UNKNOWN` with the name that was probably meant, and all there are. */
export function unknownAccount(name: string, known: readonly string[]): TwilioAuthError {
  const close = known.find((candidate) => editDistance(candidate, name) <= CLOSE);
  const suggestion = close === undefined ? '' : ` Did you mean "${close}"?`;
  const list =
    known.length === 0 ? 'No account is configured.' : `Configured: ${known.join(', ')}.`;
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `There is no account "${name}".${suggestion} ${list}`,
    { account: name },
  );
}

/** Levenshtein distance, ignoring case. */
function editDistance(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, candidate] of [...right].entries()) {
      const replaced = (row[j] ?? 0) + (letter === candidate ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
