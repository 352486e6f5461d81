import { onTestFinished, vi } from 'vitest';

/** Everything that is written to stdout and stderr until the test ends. */
export function captureOutput(): { readonly text: () => string } {
  const written: string[] = [];
  const keep = (chunk: unknown): boolean => {
    written.push(String(chunk));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep),
  ];
  onTestFinished(() => spies.forEach((spy) => spy.mockRestore()));
  return { text: () => written.join('') };
}
