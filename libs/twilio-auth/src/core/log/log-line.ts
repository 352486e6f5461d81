/** One line of a log: one fact, and its parts for machines. */
export interface LogLine {
  readonly level: 'log' | 'debug' | 'warn' | 'error';
  readonly message: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}
