/** The four questions that decide how to authenticate. */
export const PURPOSES = ['prototype', 'server', 'browser', 'tests'] as const;

/** What a credential is for. */
export type Purpose = (typeof PURPOSES)[number];
