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

/**
 * Options that remember their variables, so that an error can name them. It travels on the
 * object because `@nestjs/config` hands the object on and nothing else.
 */
export function withProvenance<T extends object>(options: T, provenance: Provenance): T {
  return Object.defineProperty(options, PROVENANCE, { value: provenance });
}

/** What {@link withProvenance} left, if anything. */
export function provenanceOf(options: object): Provenance | undefined {
  return (options as { [PROVENANCE]?: Provenance })[PROVENANCE];
}
