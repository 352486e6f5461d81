import { readPages } from './documents.js';

/** A command line of ours that a page shows. */
export interface ShownCommand {
  readonly page: string;
  readonly line: string;
  readonly words: readonly string[];
}

/** Every command of ours in the shell samples of our pages. */
export function shownCommands(): readonly ShownCommand[] {
  return readPages().flatMap(({ path, text }) =>
    samplesOf(text, 'sh')
      .flatMap((sample) => sample.replaceAll('\\\n', ' ').split('\n'))
      .filter((line) => /^npx nestjs-twilio-auth\b/.test(line))
      .map((line) => ({ page: path, line, words: ourWords(line) })),
  );
}

/** The code in the fences of a language. */
export function samplesOf(text: string, language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms');
  return [...text.matchAll(fence)].map(([, code = '']) => code);
}

/** The words after the name of the command, up to a comment, a pipe or another command. */
export function ourWords(line: string): readonly string[] {
  const words = [...line.matchAll(/'([^']*)'|([^\s']+)/g)].map(([, quoted, plain]) => ({
    text: quoted ?? plain ?? '',
    isPlain: plain !== undefined,
  }));
  const end = words.findIndex(({ text, isPlain }) => isPlain && /^(?:#|\||&&|>|;)/.test(text));
  return words.slice(2, end === -1 ? undefined : end).map(({ text }) => text);
}
