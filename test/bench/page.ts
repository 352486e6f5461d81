import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';

const MARK = '<!-- measured -->';

/** What a Markdown page says above its mark; throws where it has none. */
export function textAboveMark(file: string): string {
  const [text = '', below] = readFileSync(file, 'utf8').split(MARK);
  if (below === undefined) throw new Error(`${file} has no line ${MARK}`);
  return text;
}

/** Puts what was measured in the place of what stood below the mark of a Markdown page. */
export async function writePage(file: string, measured: string): Promise<void> {
  const text = textAboveMark(file);
  const options = await prettier.resolveConfig(file);
  const page = `${text}${MARK}\n\n${measured}`;
  writeFileSync(file, await prettier.format(page, { ...options, parser: 'markdown' }));
}
