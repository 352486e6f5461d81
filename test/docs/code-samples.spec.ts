import { beforeAll, describe, expect, it } from 'vitest';
import { samplesOfMarkdown, samplesOfSource } from './code-sample.js';
import { CompiledDocuments } from './compiled-documents.js';
import { readLibraries, readPages, readShownCode } from './documents.js';

/** These are checked where they run, beside the files that they import. */
const shown = new Set(readShownCode().map(({ text }) => text));
const inPages = readPages()
  .flatMap(({ path, text }) => samplesOfMarkdown(path, text))
  .filter(({ code }) => !shown.has(code));
const inSources = readLibraries().flatMap(({ path, text }) => samplesOfSource(path, text));

/** Samples that must fail, in the same program as the real ones: the check is not blind. */
const planted = samplesOfMarkdown(
  'planted.md',
  [
    '```ts',
    "TwilioAuthModule.forRoot({ accountSid: 'AC', auth: { method: 'no-such-method' } });",
    '```',
    '',
    '  ```typescript',
    "  import { NoSuchExport } from 'nestjs-twilio-auth';",
    "  import { nothing } from 'nestjs-twilio-auth/no-such-door';",
    '  ```',
  ].join('\n'),
);

describe('the documents', () => {
  let faults: readonly string[];
  const faultsOf = (file: string): readonly string[] =>
    faults.filter((fault) => fault.startsWith(`${file}:`));

  let undocumented: readonly string[];

  beforeAll(() => {
    const documents = new CompiledDocuments([...inPages, ...inSources, ...planted]);
    faults = documents.faults();
    undocumented = documents.undocumentedExports();
  }, 240_000);

  it('leave no exported name without a doc comment', () => expect(undocumented).toEqual([]));

  it('are read: planted mistakes are reported with the line of the reader', () => {
    const lines = faultsOf('planted.md').map((fault) => fault.split(':', 2)[1]);
    expect(lines).toEqual(['2', '6', '7']);
  });

  for (const file of new Set([...inPages, ...inSources].map((sample) => sample.file))) {
    it(`hold samples that compile in ${file}`, () => expect(faultsOf(file)).toEqual([]));
  }
});

describe('the reading of samples', () => {
  it('goes on after a decorator, which looks like a tag', () => {
    const source = ['/**', ' * @example', ' * @Injectable()', ' * class A {}', ' */'];
    expect(samplesOfSource('a.ts', source.join('\n'))).toEqual([
      { file: 'a.ts', line: 3, code: '@Injectable()\nclass A {}' },
    ]);
  });

  it('finds an example without a fence, and stops at the next tag', () => {
    const source = [
      '/**',
      ' * A thing.',
      ' *',
      ' * @example',
      ' * const a = 1;',
      ' * @throws x',
      ' */',
    ];
    expect(samplesOfSource('a.ts', source.join('\n'))).toEqual([
      { file: 'a.ts', line: 5, code: 'const a = 1;' },
    ]);
  });
});
