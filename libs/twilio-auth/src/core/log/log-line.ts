/** One line of the log: a sentence for people, and its parts for machines. */
export interface LogLine {
  readonly level: 'log' | 'debug' | 'warn' | 'error';
  readonly message: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}
