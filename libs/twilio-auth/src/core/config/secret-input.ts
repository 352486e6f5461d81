/** A secret, or a function that fetches it (from a vault, a mounted file, an environment). */
export type SecretInput = string | (() => string | Promise<string>);
