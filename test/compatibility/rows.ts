import type { Row } from './row.js';
import { BESIDE } from './rows/neighbours.js';
import { NODE_VERSIONS } from './rows/node-versions.js';
import { PACKAGE_MANAGERS } from './rows/package-managers.js';
import { RESOLUTIONS } from './rows/resolutions.js';
import { STARTERS } from './rows/starters.js';
import { TWILIO_VERSIONS } from './rows/twilio-versions.js';

/** The matrix, in the order of its page. */
export const ROWS: readonly Row[] = [
  ...STARTERS,
  ...NODE_VERSIONS,
  ...TWILIO_VERSIONS,
  ...RESOLUTIONS,
  ...PACKAGE_MANAGERS,
  ...BESIDE,
];
