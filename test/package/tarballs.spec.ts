import { execFileSync } from 'node:child_process';
import { inject, describe, expect, it } from 'vitest';

const MOST_BYTES: Readonly<Record<string, number>> = {
  'nestjs-twilio-auth': 500_000,
  'twilio-auth-emulator': 200_000,
};

interface Entry {
  readonly path: string;
  readonly bytes: number;
}

/** Path and size of what a tarball holds. */
function entriesOf(tarball: string): readonly Entry[] {
  const listing = execFileSync('tar', ['-tvzf', tarball], { encoding: 'utf8' });
  return listing
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map((cells) => ({ path: cells.at(-1) ?? '', bytes: Number(cells[2]) }));
}

describe.each(Object.entries(inject('tarballs')))('the tarball of %s', (name, tarball) => {
  const entries = entriesOf(tarball);
  const paths = entries.map((entry) => entry.path);

  it('holds the code, its declarations, the face for `import`, the licence and the README', () => {
    const needed = [
      'dist/esm/index.js',
      'dist/esm/index.d.ts',
      'dist/esm/cli/main.js',
      'dist/cjs/index.js',
      'dist/cjs/index.d.ts',
      'dist/cjs/package.json',
      'LICENSE',
      'README.md',
    ];
    expect(needed.filter((path) => !paths.includes(`package/${path}`))).toEqual([]);
  });

  it('holds nothing else: no source, no spec, no map, no cache of the compiler', () => {
    const expected = /^package\/(dist\/.*(?<!\.spec)\.(js|d\.ts)|dist\/cjs\/package\.json|[^/]+)$/;
    expect(paths.filter((path) => !expected.test(path) || path.includes('.spec.'))).toEqual([]);
  });

  it('is small when it is unpacked', () => {
    const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeLessThanOrEqual(MOST_BYTES[name] ?? 0);
  });
});
