import { execFileSync } from 'node:child_process';
import { inject } from 'vitest';

const FENCE = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** The code blocks and shell commands of a packed README, as a newcomer copies them. */
export class Readme {
  readonly #blocks: readonly { readonly language: string; readonly text: string }[];

  constructor(packageName: string) {
    const tarball = inject('packed').tarballs[packageName] ?? '';
    const text = execFileSync('tar', ['-xzOf', tarball, 'package/README.md'], { encoding: 'utf8' });
    this.#blocks = [...text.matchAll(FENCE)].map(([, language = '', block = '']) => ({
      language,
      text: block,
    }));
  }

  /** The block that is a whole file: its first line names it. */
  file(path: string): string {
    return this.#only('ts', (text) => text.startsWith(`// ${path}\n`), path);
  }

  /** The only block of code that contains this text. */
  code(words: string): string {
    return this.#only('ts', (text) => text.includes(words), words).trimEnd();
  }

  /** The only command that is, or else starts with, these words; with its continuation lines. */
  command(start: string): string {
    const commands = this.#blocks
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.split(/(?<!\\)\n/));
    return commands.includes(start)
      ? start
      : only(
          commands.filter((command) => command.startsWith(`${start} `)),
          start,
        );
  }

  #only(language: string, isIt: (text: string) => boolean, words: string): string {
    const blocks = this.#blocks.filter((block) => block.language === language && isIt(block.text));
    return only(
      blocks.map(({ text }) => text),
      words,
    );
  }
}

function only(found: readonly string[], words: string): string {
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`The README has ${found.length} of: ${words}`);
  }
  return first;
}
