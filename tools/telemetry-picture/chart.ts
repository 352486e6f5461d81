import type { Line } from './evaluate.js';
import type { Panel } from './query.js';

const PALETTE = ['#3b82c4', '#d9822b', '#8e63c7', '#2a9d8f', '#d64550', '#a08420'];
const EDGE = { left: 52, right: 14, top: 44, bottom: 22 };
const LEGEND_LINE = 16;
const LONGEST_LEGEND = 44;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One panel: title, axes, lines, and a legend with the mean and the maximum of each line. */
export function chart(panel: Panel, lines: readonly Line[], { width, height }: Size): string {
  const colors = lines.map(
    (line, at) => line.color ?? PALETTE[at % PALETTE.length] ?? 'currentColor',
  );
  const legendTop = height - 10 - Math.max(lines.length, 1) * LEGEND_LINE;
  const plot = {
    left: EDGE.left,
    top: EDGE.top,
    width: width - EDGE.left - EDGE.right,
    height: legendTop - EDGE.bottom - EDGE.top,
  };
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value)).filter(isFinite);
  const top = niceCeiling(Math.max(...values, 0));
  const last = Math.max(...lines.flatMap(({ points }) => points.map(({ second }) => second)), 1);
  const x = (second: number) => round(plot.left + (second / last) * plot.width);
  const y = (value: number) => round(plot.top + plot.height * (1 - value / top));

  const grid = [0, top / 2, top].map(
    (value) =>
      `<path class="grid" stroke="#8a929c" stroke-opacity="0.35" d="M${plot.left} ${y(value)}H${width - EDGE.right}"/>` +
      `<text class="soft" x="${plot.left - 8}" y="${y(value) + 4}" text-anchor="end">${text(value, panel.unit)}</text>`,
  );
  const minutes = Array.from({ length: Math.floor(last / 60) + 1 }, (_, at) => at * 60).map(
    (second) =>
      `<text class="soft" x="${x(second)}" y="${plot.top + plot.height + 16}" text-anchor="${second === last ? 'end' : 'middle'}">${second / 60}:00</text>`,
  );
  const drawn = lines.map(
    ({ points }, at) =>
      `<path fill="none" stroke="${colors[at]}" stroke-width="1.6" stroke-linejoin="round" d="${pathOf(points, x, y)}"/>`,
  );
  const legend = lines.map((line, at) => {
    const baseline = legendTop + at * LEGEND_LINE + 12;
    const figures = figuresOf(line, panel.unit);
    return (
      `<rect x="${plot.left}" y="${baseline - 5}" width="14" height="3" fill="${colors[at]}"/>` +
      `<text class="ink" x="${plot.left + 22}" y="${baseline}">${escape(shortened(line.legend))}</text>` +
      `<text class="soft" x="${width - EDGE.right}" y="${baseline}" text-anchor="end">${figures}</text>`
    );
  });
  return [
    `<rect class="box" width="${width}" height="${height}" rx="6"/>`,
    `<text class="ink" x="14" y="25" font-size="14" font-weight="600">${escape(panel.title)}</text>`,
    `<text class="soft" x="${width - EDGE.right}" y="25" text-anchor="end">${panel.unit}</text>`,
    ...grid,
    ...minutes,
    ...drawn,
    ...(lines.length === 0 ? [] : legend),
  ].join('\n');
}

function figuresOf({ points, total }: Line, unit: Panel['unit']): string {
  if (unit === 'count') return `total ${total}`;
  const values = points.map(({ value }) => value).filter(isFinite);
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  return `mean ${text(mean, unit)} · max ${text(Math.max(...values, 0), unit)}`;
}

function shortened(legend: string): string {
  return legend.length <= LONGEST_LEGEND ? legend : legend.replace(/\/.*(?=\/)/, '…');
}

/** A line that ends where there is no value, as a percentile without calls. */
function pathOf(
  points: Line['points'],
  x: (second: number) => number,
  y: (value: number) => number,
): string {
  let isOpen = false;
  return points
    .map(({ second, value }) => {
      if (!isFinite(value)) {
        isOpen = false;
        return '';
      }
      const command = isOpen ? 'L' : 'M';
      isOpen = true;
      return `${command}${x(second)} ${y(value)}`;
    })
    .join('');
}

/** The next of 1, 2, 5 × 10ⁿ. */
function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function text(value: number, unit: Panel['unit']): string {
  if (unit === 's' && value > 0 && value < 1) return `${Number((value * 1000).toPrecision(3))} ms`;
  const short = String(Number(value.toPrecision(3)));
  return unit === 's' ? `${short} s` : short;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
