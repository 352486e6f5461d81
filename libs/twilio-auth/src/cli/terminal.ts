import type { Variables } from '../core/config/read-env.js';

/** Where a command prints, and what it knows about its user. */
export interface Terminal {
  readonly variables: Variables;
  out(text: string): void;
  /** Whether a person can answer questions. */
  readonly isInteractive: boolean;
  readonly paint: Paint;
}

export type Colour = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  bold: [1, 22],
  dim: [2, 22],
};

/** Colour on a terminal only, and not where NO_COLOR is set (https://no-color.org). */
export function paintFor(isTerminal: boolean, variables: Variables): Paint {
  const isColoured = isTerminal && !variables['NO_COLOR'] && variables['TERM'] !== 'dumb';
  if (!isColoured) return (_colour, text) => text;
  return (colour, text) => {
    const [on, off] = CODES[colour];
    return `\u001B[${on}m${text}\u001B[${off}m`;
  };
}

/** How serious a finding is. `allowed`: a rule is broken, and a dated exception allows it. */
export type Badge = 'ok' | 'error' | 'warning' | 'info' | 'allowed';

const BADGE_COLOURS: Readonly<Record<Badge, Colour>> = {
  ok: 'green',
  error: 'red',
  warning: 'yellow',
  info: 'dim',
  allowed: 'yellow',
};
const BADGE_WIDTH = 7;

/** The word before a finding, padded to the same width. */
export function badge(kind: Badge, paint: Paint): string {
  return paint(BADGE_COLOURS[kind], kind.padEnd(BADGE_WIDTH));
}

export const COLUMNS = 80;

/** Breaks a text between words, with an indent for each line; the first line may have its own. */
export function wrap(text: string, indent: string, first = indent): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}
