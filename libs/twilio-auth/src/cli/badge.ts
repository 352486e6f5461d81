import type { Colour, Paint } from './terminal.js';

/** How a finding counts. `excused`: a rule is broken, and a dated exception lets it through. */
export type Badge = 'ok' | 'error' | 'warning' | 'info' | 'excused';

const COLOURS: Readonly<Record<Badge, Colour>> = {
  ok: 'green',
  error: 'red',
  warning: 'yellow',
  info: 'dim',
  excused: 'yellow',
};

const WIDTH = 7;

/** The word before a finding, always equally wide. */
export function badge(kind: Badge, paint: Paint): string {
  return paint(COLOURS[kind], kind.padEnd(WIDTH));
}
