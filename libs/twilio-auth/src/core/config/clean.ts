import { own } from '../primitives/own.js';

const QUOTED = /^(["'])(.*)\1$/s;

/**
 * A configured value without what shells, editors and `.env` files leave around it: white
 * space, a byte order mark, wrapping quotes. Empty means unset.
 */
export function clean(value: string): string | undefined {
  const trimmed = value.replace(/^\uFEFF/, '').trim();
  const unquoted = (QUOTED.exec(trimmed)?.[2] ?? trimmed).trim();
  return unquoted === '' ? undefined : unquoted;
}

/** An {@link own} copy with every string cleaned and every absent or empty field left out. */
export function cleaned(values: object): Record<string, unknown> {
  const fields = Object.entries(values)
    .map(([key, value]) => [key, typeof value === 'string' ? clean(value) : value] as const)
    .filter(([, value]) => value !== undefined);
  return own(Object.fromEntries(fields));
}
