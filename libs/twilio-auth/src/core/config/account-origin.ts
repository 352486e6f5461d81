/** Where the configuration of an account came from: for the boot line, the policy and the report. */
export interface AccountOrigin {
  readonly source: 'options' | 'environment' | 'tenant';
  /** Environment variable by option path. */
  readonly variables: Readonly<Record<string, string>>;
  /** Why this method was chosen, in one sentence. */
  readonly because: string;
  /** Whether the method was named, rather than found. */
  readonly methodNamed: boolean;
  /** Further complete credentials that were found and not used. */
  readonly alternatives: readonly string[];
}

const ORIGIN = Symbol.for('nestjs-twilio-auth:origin');

/** The origin of options that an application wrote down itself. */
export function namedIn(source: AccountOrigin['source'], because: string): AccountOrigin {
  return { source, variables: {}, because, methodNamed: true, alternatives: [] };
}

/**
 * Options that remember their variables, so that an error can name them. It travels on the
 * `auth` object because `@nestjs/config` passes on only the options, and applications
 * spread those into options of their own.
 */
export function withOrigin<T extends { readonly auth?: object }>(
  options: T,
  origin: AccountOrigin,
): T {
  if (options.auth !== undefined) Object.defineProperty(options.auth, ORIGIN, { value: origin });
  return options;
}

/** What {@link withOrigin} left, if anything. */
export function originOf({ auth }: { readonly auth?: unknown }): AccountOrigin | undefined {
  if ((typeof auth !== 'object' && typeof auth !== 'function') || auth === null) return undefined;
  return (auth as { [ORIGIN]?: AccountOrigin })[ORIGIN];
}

/** Whether webhooks are verified with TWILIO_AUTH_TOKEN because no other key was given. */
export function verifiesWithAuthTokenVariable({ variables }: AccountOrigin): boolean {
  return variables['webhook.signingKeys']?.startsWith('TWILIO_AUTH_TOKEN') ?? false;
}
