/** An example of a doc comment, and the line of the comment that its code starts on. */
export interface Example {
  readonly at: number;
  readonly code: string;
}

/**
 * The examples of a doc comment, fenced or not. The compiler takes a decorator at the start of a
 * line for a tag and ends the example there, so the text is read as it is: tags are written
 * in lower case, decorators are not.
 */
export function examplesOf(comment: string): readonly Example[] {
  const examples: { at: number; lines: string[] }[] = [];
  let isOpen = false;
  for (const [at, raw] of comment.split('\n').entries()) {
    const line = raw.replace(/^\s*\/?\*+\/?[ ]?/, '').replace(/\s*\*\/$/, '');
    const tag = /^@([a-z]\w*)/.exec(line)?.[1];
    if (tag === 'example') examples.push({ at: at + 1, lines: [] });
    if (tag !== undefined) isOpen = tag === 'example';
    else if (isOpen) examples.at(-1)?.lines.push(line.startsWith('```') ? '' : line);
  }
  return examples.map(({ at, lines }) => ({ at, code: lines.join('\n').trimEnd() }));
}
