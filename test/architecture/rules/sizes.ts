import { fileSize } from '../import-table.js';
import type { SourceFile } from '../source-file.js';

/** No file that one cannot read at a sitting. */
export function sizes(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => file.lines > fileSize.longest)
    .map((file) => `${file.path}: ${file.lines} lines, more than ${fileSize.longest}`);
}

/** The middle file of a folder is a screenful. */
export function medianSize(files: readonly SourceFile[]): readonly string[] {
  const sorted = files.map((file) => file.lines).toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return median > fileSize.median
    ? [`the median file has ${median} lines, more than ${fileSize.median}`]
    : [];
}
