/** Where the whole process keeps it: two copies of this library share nothing else. */
const COPIES = Symbol.for('nestjs-twilio-auth:copies');

interface Process {
  [COPIES]?: Set<Error>;
}

/**
 * Notes that a copy of this library was loaded, and from where. A package manager may install
 * two; the classes of one are then unknown to the module of the other.
 *
 * The stack is kept unread: to write it, the engine counts the lines of the whole file, which took a
 * bundle of 5 MB 16 ms of its start.
 */
export function noteCopy(): void {
  const process = globalThis as Process;
  process[COPIES] ??= new Set();
  process[COPIES].add(new Error('loaded here'));
}

/** A warning where the process has loaded more than one copy. */
export function warningOfCopies(): string | undefined {
  const loaded = (globalThis as Process)[COPIES];
  if (loaded === undefined || loaded.size < 2) return undefined;
  // A test runner may load the same copy again.
  const copies = [...new Set([...loaded].map(({ stack = '' }) => folderOf(stack)))];
  if (copies.length < 2) return undefined;
  return (
    `nestjs-twilio-auth was loaded ${copies.length} times in this process, from ${copies.join(' and ')}. ` +
    'Providers, guards and decorators that are imported from one copy do not work with the module of another: ' +
    'Nest cannot resolve them, or checks nothing. Keep one version (npm dedupe, npm ls nestjs-twilio-auth).'
  );
}

/** Of the file that the stack begins with; Bun and Node write it alike. */
function folderOf(stack: string): string {
  const [, file = 'an unknown file'] =
    /(?:\(|at )((?:file:|\/|[A-Z]:).*?):\d+:\d+/.exec(stack) ?? [];
  return file.replace(/[/\\](dist|src)[/\\].*$/, '');
}
