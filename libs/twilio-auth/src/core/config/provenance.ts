/** Where options came from, when they were read from the environment. */
export interface Provenance {
  /** Environment variable by option path. */
  readonly variables: Readonly<Record<string, string>>;
  /** Why this method was chosen, in one sentence. */
  readonly because: string;
  /** Whether TWILIO_AUTH_METHOD named the method. */
  readonly methodNamed: boolean;
  /** Methods whose credentials are complete too. */
  readonly alternatives: readonly string[];
}

const PROVENANCE = Symbol.for('nestjs-twilio-auth:provenance');

/** The provenance of options that somebody wrote down. */
export function given(because: string): Provenance {
  return { variables: {}, because, methodNamed: true, alternatives: [] };
}

/**
 * Options that remember their variables, so that an error can name them. It travels on the
 * `auth` object because `@nestjs/config` hands on nothing but the options, and applications
 * spread those into options of their own.
 */
export function withProvenance<T extends { readonly auth?: object }>(
  options: T,
  provenance: Provenance,
): T {
  if (options.auth !== undefined) {
    Object.defineProperty(options.auth, PROVENANCE, { value: provenance });
  }
  return options;
}

/** What {@link withProvenance} left, if anything. */
export function provenanceOf({ auth }: { readonly auth?: unknown }): Provenance | undefined {
  if (typeof auth !== 'object' || auth === null) return undefined;
  return (auth as { [PROVENANCE]?: Provenance })[PROVENANCE];
}
