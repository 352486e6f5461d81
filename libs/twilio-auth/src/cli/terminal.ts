import type { Variables } from '../core/config/read-env.js';

/** Where a command prints and asks. */
export interface Terminal {
  readonly variables: Variables;
  out(text: string): void;
  /** Whether a person sits there, who can be asked. */
  readonly isInteractive: boolean;
  readonly paint: Paint;
}

export type Colour = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** Colours a text, or leaves it alone. */
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
