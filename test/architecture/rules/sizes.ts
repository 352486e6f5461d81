import { longestFile } from '../import-table.js';
import type { SourceFile } from '../source-file.js';

/** Files longer than the table allows. */
export function sizes(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => file.lines > longestFile)
    .map((file) => `${file.path}: ${file.lines} lines, more than ${longestFile}`);
}
