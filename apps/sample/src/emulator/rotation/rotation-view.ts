/** What can be rotated while the app makes calls. */
export const ROTATIONS = ['oauth-secret', 'api-key'] as const;
export type RotationName = (typeof ROTATIONS)[number];

/** How often something was done while something else went on, and how often it failed. */
export interface Count {
  total: number;
  failed: number;
}

/** A rotation as the page shows it. No secret is in it. */
export interface RotationView {
  readonly name: RotationName;
  readonly steps: { readonly at: string; readonly step: string; readonly sid: string }[];
  /** Calls to Twilio meanwhile. */
  readonly calls: Count;
  /** Access tokens that were issued meanwhile, where the key signs them. */
  readonly tokens?: Count;
  isRunning: boolean;
  /** Why it did not end as it should. */
  error?: string;
}

/** One that has not been started yet. */
export function newView(name: RotationName, isRunning: boolean): RotationView {
  const calls = { total: 0, failed: 0 };
  const tokens = name === 'api-key' ? { tokens: { total: 0, failed: 0 } } : {};
  return { name, steps: [], calls, ...tokens, isRunning };
}
