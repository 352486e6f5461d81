import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.js';

/** The specs of `core` and of the transport: whole applications would take hours. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  {
    test: {
      include: ['libs/twilio-auth/src/core/**/*.spec.ts', 'test/contract/transport/*.spec.ts'],
    },
  },
);
