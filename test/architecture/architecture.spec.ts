import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cycles } from './rules/cycles.js';
import { declaredPackages, unusedPackages, type Manifest } from './rules/declared-packages.js';
import { errorClasses } from './rules/error-classes.js';
import { emulatorLayers, layers } from './rules/layers.js';
import { reservedWords } from './rules/reserved-words.js';
import { shapes } from './rules/shapes.js';
import { sizes } from './rules/sizes.js';
import { readSources, readSpecs } from './source-file.js';

const manifestOf = (folder: string): Manifest =>
  JSON.parse(
    readFileSync(new URL(`../../${folder}/package.json`, import.meta.url), 'utf8'),
  ) as Manifest;

const library = readSources('libs/twilio-auth/src');
const emulator = readSources('libs/twilio-emulator/src');
const permissions = readSources('libs/twilio-permissions/src');
const sample = readSources('apps/sample/src');
const packages = [
  { folder: 'libs/twilio-auth', sources: library },
  { folder: 'libs/twilio-emulator', sources: emulator },
  { folder: 'libs/twilio-permissions', sources: permissions },
];

/** The emulator imports it nowhere, and holds the version that Fastify uses (docs/decisions/0001). */
const HELD_PACKAGE = 'light-my-request';

describe('The architecture', () => {
  it('is checked in all sources', () => {
    expect(library.length).toBeGreaterThan(20);
    expect(emulator.length).toBeGreaterThan(10);
  });

  it('has only imports that the import table allows', () => {
    expect(layers(library)).toEqual([]);
    expect(emulatorLayers(emulator)).toEqual([]);
  });

  it('has no import between emulator and library', () => {
    const crossing = emulator.filter((file) => file.imports.includes('nestjs-twilio-auth'));
    expect(crossing.map((file) => file.path)).toEqual([]);
  });

  for (const { folder, sources } of packages) {
    describe(folder, () => {
      it('has no import cycle, types included', () => expect(cycles(sources)).toEqual([]));

      it('uses environment, exit, clock and names of classes only where the table allows', () =>
        expect(reservedWords(sources)).toEqual([]));

      it('declares every package that it imports, and no other', () => {
        expect(declaredPackages(sources, manifestOf(folder))).toEqual([]);
        const unused = unusedPackages(sources, manifestOf(folder));
        expect(unused.filter((name) => name !== HELD_PACKAGE)).toEqual([]);
      });
    });
  }

  it('has no default export, no `export *`, no barrel and no state in a module', () => {
    expect(shapes([...library, ...emulator, ...permissions, ...sample])).toEqual([]);
  });

  it('creates errors with the class of their code', () => {
    expect(errorClasses(library)).toEqual([]);
  });

  it('has no file over the limit of lines, tests included', () => {
    const tests = ['libs', 'apps', 'test'].flatMap(readSpecs);
    const everything = [
      ...[library, emulator, permissions, sample].flat(),
      ...readSources('test'),
      ...tests,
    ];
    expect(sizes(everything)).toEqual([]);
  });

  it('has no import in the sample that its package.json does not declare', () => {
    expect(declaredPackages(sample, manifestOf('apps/sample'))).toEqual([]);
  });

  it('has a sample whose demonstration can be deleted: only its root files import it', () => {
    const isDemonstration = (path: string) => /\/(page|emulator)\//.test(path);
    const importing = sample
      .filter(({ path, imports }) => !isDemonstration(path) && imports.some(isDemonstration))
      .map(({ path }) => path);
    expect(importing).toEqual(['apps/sample/src/app.module.ts', 'apps/sample/src/main.ts']);
    const page = sample.filter(({ path }) => path.includes('/page/'));
    expect(page.filter(({ imports }) => imports.some((path) => /\/emulator\//.test(path)))).toEqual(
      [],
    );
  });
});
