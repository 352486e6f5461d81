import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  formsOf,
  VARIABLE_NAMES,
} from '../../../libs/twilio-auth/src/core/config/env-variables.js';
import { Declarations, ENTRY_POINTS } from '../../../tools/docs/api/declarations.js';
import { renderApi, type ApiPage } from '../../../tools/docs/api/api-pages.js';
import {
  renderGeneratedPages,
  type GeneratedPage,
} from '../../../tools/docs/reference/generated-pages.js';
import { readLibraries } from '../documents.js';
import { optionsIn } from './options-in.js';

const declarations = new Declarations();
const config = readLibraries().filter(({ path }) => path.includes('twilio-auth/src/'));

describe('The reference', () => {
  let pages: readonly GeneratedPage[];
  let api: readonly ApiPage[];
  const textOf = (path: string): string => pages.find((page) => page.path === path)?.before ?? '';

  beforeAll(async () => {
    pages = await renderGeneratedPages(declarations);
    api = await renderApi(declarations);
  }, 120_000);

  it('is up to date with the source; otherwise run npm run docs', () => {
    for (const { before, after } of pages) expect(before).toBe(after);
  });

  it('has every option of the types', () => {
    const headings = new Set(textOf('docs/options.md').match(/(?<=^### ).+$/gm));
    const options = optionsIn(config);
    expect(options.length).toBeGreaterThan(60);
    expect(options.filter((path) => !headings.has(path))).toEqual([]);
  });

  it('describes every option, and names the default of every setting', () => {
    const sections = textOf('docs/options.md').split(/^### /m).slice(1);
    const nameOf = (section: string): string => section.split('\n', 1)[0] ?? '';
    const isSilent = (section: string): boolean => /^.+\n\n- Type/.test(section);
    const lacksDefault = (section: string): boolean =>
      /- Type: `(number|boolean|('[a-z-]+'( \| )?)+)`$/m.test(section) &&
      !/^- Default: /m.test(section);
    expect(sections.filter(isSilent).map(nameOf)).toEqual([]);
    expect(sections.filter(lacksDefault).map(nameOf)).toEqual([]);
  });

  it('has every environment variable under each of its names', () => {
    const text = textOf('docs/environment-variables.md');
    const forms = VARIABLE_NAMES.flatMap(formsOf);
    expect(forms).toContain('TWILIO_API_KEY_SID');
    expect(
      forms.filter((form) => !text.includes(`\`${form}\``) && !text.includes(`### ${form}\n`)),
    ).toEqual([]);
  });

  it('links each variable to its option, and back', () => {
    const options = textOf('docs/options.md');
    const paths = textOf('docs/environment-variables.md').matchAll(/^- Option: (.+)$/gm);
    for (const [, line = ''] of paths)
      for (const [, path = ''] of line.matchAll(/`([^`]+)`/g))
        expect(options).toMatch(new RegExp(`^### ${path.replaceAll('.', '\\.')}$`, 'm'));
    expect(options).toContain('[`TWILIO_API_KEY`](environment-variables.md#twilio_api_key)');
  });

  it('has every name that an entry point exports, with its comment', () => {
    for (const [index, [entry, path]] of Object.entries(ENTRY_POINTS).entries()) {
      const markdown = api[index]?.markdown ?? '';
      const names = declarations.exportsOf(path).map(({ name }) => name);
      expect(names.length, entry).toBeGreaterThan(0);
      const silent = names.filter(
        (name) => !new RegExp(`^### ${name}\\n\\n(?!\`{3}|#)`, 'm').test(markdown),
      );
      expect(silent, entry).toEqual([]);
    }
  });

  it('shows complete examples, decorators included', () => {
    expect(api[0]?.markdown).toMatch(/^@Injectable\(\)\nexport class Greeter/m);
  });

  it('shows code that parses', () => {
    const blocks = api.flatMap(({ markdown }) => [...markdown.matchAll(/```ts\n([\s\S]*?)```/g)]);
    expect(blocks.length).toBeGreaterThan(100);
    for (const [, code = ''] of blocks) {
      const { diagnostics = [] } = ts.transpileModule(`declare namespace n {}\n${code}`, {
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ES2023, experimentalDecorators: true },
      });
      const syntax = diagnostics.filter((fault) => fault.code < 2000 && fault.code !== 1046);
      expect(syntax.map((fault) => fault.messageText)).toEqual([]);
    }
  });
});
