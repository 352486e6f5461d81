import { chart } from './chart.js';
import { evaluate, type Snapshot } from './evaluate.js';
import { PANELS } from './panels.js';

/** Of `rate()` and `increase()`: a few times the distance of two snapshots. */
const WINDOW_SECONDS = 10;

const [PANEL_WIDTH, PANEL_HEIGHT, GAP] = [540, 284, 16];

/** For readers of the repository; the site brings colours of its own for these classes. */
const STYLE = `
  .ink { fill: #1c2024; } .soft { fill: #565e67; } .box { fill: #f5f6f8; stroke: #c9ced4; } .grid { stroke: #8a929c; stroke-opacity: 0.3; }
  @media (prefers-color-scheme: dark) {
    .ink { fill: #e4e7eb; } .soft { fill: #a3abb5; } .box { fill: #1d2127; stroke: #444c56; }
  }`;

/** All panels, two in a row, from what was measured and nothing else. */
export function drawDashboard(snapshots: readonly Snapshot[]): string {
  const width = 2 * PANEL_WIDTH + GAP;
  const rows = Math.ceil(PANELS.length / 2);
  const height = rows * (PANEL_HEIGHT + GAP) - GAP;
  const panels = PANELS.map((panel, at) => {
    const lines = panel.queries.flatMap((query) => evaluate(query, snapshots, WINDOW_SECONDS));
    const x = (at % 2) * (PANEL_WIDTH + GAP);
    const y = Math.floor(at / 2) * (PANEL_HEIGHT + GAP);
    const drawn = chart(panel, lines, { width: PANEL_WIDTH, height: PANEL_HEIGHT });
    return `<g transform="translate(${x} ${y})">\n${drawn}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 ${width + 2} ${height + 2}" width="${width + 2}" height="${height + 2}" font-family="system-ui, sans-serif" font-size="12">
<style>${STYLE}
</style>
${panels.join('\n')}
</svg>
`;
}
