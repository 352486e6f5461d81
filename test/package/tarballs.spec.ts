import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inject, describe, expect, it } from 'vitest';

const WEB = 'https://github.com/nestjs-twilio-auth/nestjs-twilio-auth';

/** Files besides the code that a package needs when it runs. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  'twilio-auth-emulator': [
    'public/index.html',
    'public/script/page.js',
    'public/style/base.css',
    'seed.schema.json',
  ],
};

/** Nest's half once more, as ES modules, which bundlers choose. */
const FOR_BUNDLERS: Readonly<Record<string, readonly string[]>> = {
  'nestjs-twilio-auth': ['dist/module/index.js', 'dist/module/nest.js'],
};

const MOST_BYTES: Readonly<Record<string, number>> = {
  // Of these 62,000 are Nest's half once more, for bundlers.
  'nestjs-twilio-auth': 860_000,
  // Of these the inspector's page has 60,000, the schema of the seed 33,000.
  'twilio-auth-emulator': 440_000,
  'twilio-permissions': 100_000,
};

interface Entry {
  readonly path: string;
  readonly bytes: number;
}

/** The packages that have a command of their own. */
const COMMANDS = ['nestjs-twilio-auth', 'twilio-auth-emulator'];

/** Path and size of what a tarball holds. */
function entriesOf(tarball: string): readonly Entry[] {
  const listing = execFileSync('tar', ['-tvzf', tarball], { encoding: 'utf8' });
  return listing
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map((cells) => ({ path: cells.at(-1) ?? '', bytes: Number(cells[2]) }));
}

function textOf(tarball: string, path: string): string {
  return execFileSync('tar', ['-xzOf', tarball, `package/${path}`], { encoding: 'utf8' });
}

/** Where the links and images of a page lead, code aside. */
function targetsOf(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const targets = prose.matchAll(/\]\(([^)\s]+)|\b(?:src|href)="([^"]+)"/g);
  return [...targets].map(([, link, attribute]) => link ?? attribute ?? '');
}

describe.each(Object.entries(inject('packed').tarballs))('the tarball of %s', (name, tarball) => {
  const entries = entriesOf(tarball);
  const paths = entries.map((entry) => entry.path);
  const hasCommand = COMMANDS.includes(name);

  it('contains code, declarations, ESM entry points, licence and README', () => {
    const needed = [
      'dist/esm/index.js',
      'dist/esm/index.d.ts',
      ...(hasCommand ? ['dist/esm/cli/main.js'] : []),
      'dist/cjs/index.js',
      'dist/cjs/index.d.ts',
      'dist/cjs/package.json',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      ...(MORE[name] ?? []),
      ...(FOR_BUNDLERS[name] ?? []),
    ];
    expect(needed.filter((path) => !paths.includes(`package/${path}`))).toEqual([]);
  });

  it('contains nothing else: no source, no spec, no map, no compiler cache', () => {
    const expected =
      /^package\/(dist\/.*(?<!\.spec)\.(js|d\.ts)|dist\/cjs\/package\.json|public\/.*\.(html|css|js|svg)|[^/]+)$/;
    expect(paths.filter((path) => !expected.test(path) || path.includes('.spec.'))).toEqual([]);
  });

  it('has a README with absolute links only, which point to existing files', () => {
    const targets = targetsOf(textOf(tarball, 'README.md'));
    expect(targets.filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([]);
    const files = targets
      .filter((target) => target.startsWith(WEB))
      .map((target) => target.slice(WEB.length).replace(/^\/(blob|raw)\/main\//, ''))
      .map((path) => path.replace(/#.*/, ''));
    expect(files).not.toEqual([]);
    const root = new URL('../../', import.meta.url);
    expect(files.filter((path) => !existsSync(fileURLToPath(new URL(path, root))))).toEqual([]);
  });

  it('names its repository, and has no install scripts', () => {
    const manifest = JSON.parse(textOf(tarball, 'package.json')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name,
      homepage: expect.stringContaining(WEB),
      bugs: { url: `${WEB}/issues` },
      repository: { type: 'git', url: `git+${WEB}.git` },
      publishConfig: { access: 'public', provenance: true },
    });
    expect(manifest['bin']).toEqual(hasCommand ? { [name]: './dist/esm/cli/main.js' } : undefined);
    expect(manifest).not.toHaveProperty('scripts');
  });

  it('is small when unpacked', () => {
    const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeLessThanOrEqual(MOST_BYTES[name] ?? 0);
  });
});
