import { readPages } from './documents.js';

/** A command line of ours that a page shows. */
export interface ShownCommand {
  readonly page: string;
  readonly line: string;
  readonly words: readonly string[];
}

/** Every command line of one of our commands, in the shell samples and between the backticks of our pages. */
export function shownCommands(command: string): readonly ShownCommand[] {
  const start = new RegExp(`^npx ${command}(?:$|\\s)`);
  return readPages().flatMap(({ path, text }) =>
    [
      ...linesOfSamples(text).map((line) => ({ line, words: ourWords(line) })),
      ...inlineCode(text).map((line) => ({ line, words: mentionedWords(line) })),
    ]
      .filter(({ line }) => start.test(line))
      .map((shown) => ({ page: path, ...shown })),
  );
}

function linesOfSamples(text: string): readonly string[] {
  return samplesOf(text, 'sh').flatMap((sample) => sample.replaceAll('\\\n', ' ').split('\n'));
}

function inlineCode(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** A sentence may name a command without what it needs, as its `--help` does. */
function mentionedWords(line: string): readonly string[] {
  const words = ourWords(line);
  return words.some((word) => word.startsWith('-')) ? words : [...words, '--help'];
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
