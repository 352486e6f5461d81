const core = 'libs/twilio-auth/src/core';

/** The folders that are mutated, and the specs that must notice. */
export const SPECS = {
  'access-token': [`${core}/access-token/*.spec.ts`],
  config: [`${core}/config/**/*.spec.ts`, `${core}/accounts/*.spec.ts`],
  oauth: [`${core}/oauth/*.spec.ts`, `${core}/strategies/*.spec.ts`],
  policy: [`${core}/policy/**/*.spec.ts`],
  transport: [`${core}/transport/*.spec.ts`, 'test/contract/transport/*.spec.ts'],
  webhook: [`${core}/webhook/*.spec.ts`],
};

/** They block or starve the event loop for seconds, each time they run. */
export const SLOW_SPECS = ['**/blocked-loop.spec.ts', '**/starved-loop.spec.ts'];
