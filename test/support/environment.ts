import { onTestFinished } from 'vitest';

/** Sets variables for one test and restores them after it. `undefined` unsets one. */
export function withEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  onTestFinished(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
}
