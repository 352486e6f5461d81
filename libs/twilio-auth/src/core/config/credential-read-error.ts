/** Why a part of a credential could not be read. It repeats no value. */
export interface ReadFailure {
  readonly expected: string;
  readonly remedy: string;
}

/** A credential of the environment whose file cannot be used. */
export class CredentialReadError extends Error {
  /** @param field the field of `auth`; without it, the credential as a whole */
  constructor(
    readonly failure: ReadFailure,
    readonly field?: string,
  ) {
    super(failure.expected);
  }
}
