/** The methods that every application has, known before any strategy exists. */
export const BUILT_IN_METHODS: readonly string[] = ['oauth', 'api-key', 'auth-token', 'test'];
