import type { Row } from './row.js';
import { NODE_VERSIONS } from './rows/node-versions.js';
import { STARTERS } from './rows/starters.js';
import { TWILIO_VERSIONS } from './rows/twilio-versions.js';

/** The matrix, in the order of its page. */
export const ROWS: readonly Row[] = [...STARTERS, ...NODE_VERSIONS, ...TWILIO_VERSIONS];
