import type { FaultCase } from './fault-case.js';
import { API_FAULTS } from './faults/api-faults.js';
import { PROXY_FAULTS } from './faults/proxy-faults.js';
import { CREDENTIAL_FAULTS } from './faults/credential-faults.js';
import { ROTATION_FAULTS } from './faults/rotation-faults.js';
import { SECRET_FAULTS } from './faults/secret-faults.js';
import { SHUTDOWN_FAULTS } from './faults/shutdown-faults.js';
import { STORE_FAULTS } from './faults/store-faults.js';
import { TOKEN_FAULTS } from './faults/token-faults.js';

/** Every case, in the order of the table. */
export const CASES: readonly FaultCase[] = [
  ...TOKEN_FAULTS,
  ...API_FAULTS,
  ...STORE_FAULTS,
  ...SECRET_FAULTS,
  ...ROTATION_FAULTS,
  ...CREDENTIAL_FAULTS,
  ...PROXY_FAULTS,
  ...SHUTDOWN_FAULTS,
];
