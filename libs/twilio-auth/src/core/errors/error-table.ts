import type { ErrorCodeRow } from './error-codes.js';

/** A table of codes as Markdown, made from the rows that the errors and the filter use. */
export function renderErrorTable(codes: Readonly<Record<string, ErrorCodeRow>>): string {
  const rows = Object.entries(codes).map(
    ([code, { meaning, httpStatus, remedy }]) =>
      `| \`${code}\` | ${meaning} | ${httpStatus} | ${remedy} |`,
  );
  return [
    '| Code | What happened | HTTP status | What to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
