import { beforeAll, describe, expect, it } from 'vitest';
import { samplesOfMarkdown, samplesOfSource } from './code-sample.js';
import { CompiledSamples } from './compiled-samples.js';
import { readLibraries, readPages, readShownCode } from './documents.js';

/** These are checked where they run, beside the files that they import. */
const shown = new Set(readShownCode().map(({ text }) => text));
const inPages = readPages()
  .flatMap(({ path, text }) => samplesOfMarkdown(path, text))
  .filter(({ code }) => !shown.has(code));
const inSources = readLibraries().flatMap(({ path, text }) => samplesOfSource(path, text));

/** Samples with errors, in the same program as the others: proof that errors are found. */
const invalid = samplesOfMarkdown(
  'invalid.md',
  [
    '```ts',
    "TwilioAuthModule.forRoot({ accountSid: 'AC', auth: { method: 'no-such-method' } });",
    '```',
    '',
    '  ```typescript',
    "  import { NoSuchExport } from 'nestjs-twilio-auth';",
    "  import { nothing } from 'nestjs-twilio-auth/no-such-entry';",
    '  @Module({})',
    '  export class WithoutItsImport {}',
    '  ```',
  ].join('\n'),
);

describe('The code samples', () => {
  let errors: readonly string[];
  const errorsOf = (file: string): readonly string[] =>
    errors.filter((error) => error.startsWith(`${file}:`));

  let undocumented: readonly string[];

  beforeAll(() => {
    const compiled = new CompiledSamples([...inPages, ...inSources, ...invalid]);
    errors = compiled.errors();
    undocumented = compiled.undocumentedExports();
  }, 240_000);

  it('use only exported names with a doc comment', () => expect(undocumented).toEqual([]));

  it('are checked: errors are reported with their line in the document', () => {
    const lines = errorsOf('invalid.md').map((error) => error.split(':', 2)[1]);
    expect(lines).toEqual(['2', '6', '7', '8']);
  });

  for (const file of new Set([...inPages, ...inSources].map((sample) => sample.file))) {
    it(`compile in ${file}`, () => expect(errorsOf(file)).toEqual([]));
  }
});

describe('The samples of a source file', () => {
  it('can contain decorators, which look like tags', () => {
    const source = ['/**', ' * @example', ' * @Injectable()', ' * class A {}', ' */'];
    expect(samplesOfSource('a.ts', source.join('\n'))).toEqual([
      { file: 'a.ts', line: 3, code: '@Injectable()\nclass A {}' },
    ]);
  });

  it('can be without a fence, and end at the next tag', () => {
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
