import { stripVTControlCharacters } from 'node:util';
import type { Variables } from '../core/config/read-env.js';

/** How text looks where it is printed. */
export interface Style {
  readonly paint: Paint;
  readonly wrap: Wrap;
}

/** Where a command prints, and what it knows about its user. */
export interface Terminal extends Style {
  readonly variables: Variables;
  out(text: string): void;
  /** For people, on standard error: what a program reads of standard output stays clean. */
  progress(text: string): void;
  /** Whether a person can answer questions. */
  readonly isInteractive: boolean;
}

type Colour = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** Colours a text, or leaves it as it is. */
type Paint = (colour: Colour, text: string) => string;

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

/**
 * Breaks a text between words, with an indent for each line; the first line may have its own.
 */
export type Wrap = (text: string, indent: string, first?: string) => string;

const USUAL_COLUMNS = 80;

/** The width of a terminal. A file or a pipe has no width, so its lines are not broken. */
export function columnsOf({ isTTY, columns }: { isTTY: boolean; columns: number }): number {
  if (!isTTY) return Infinity;
  return columns > 0 ? columns : USUAL_COLUMNS;
}

export function wrapFor(columns: number): Wrap {
  return (text, indent, first = indent) => {
    const lines: string[] = [];
    let line = first;
    let isEmpty = true;
    for (const word of text.split(/\s+/).filter(Boolean)) {
      // Colour codes take no space.
      const width = stripVTControlCharacters(line).length;
      if (!isEmpty && width + 1 + word.length > columns) {
        lines.push(line);
        line = indent;
        isEmpty = true;
      }
      line += isEmpty ? word : ` ${word}`;
      isEmpty = false;
    }
    return [...lines, line].join('\n');
  };
}
