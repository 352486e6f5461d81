import { inject } from 'vitest';
// Loaded when it is first used, and once for all mutants: what it does then is left out.
import '../../libs/twilio-auth/src/core/config/schema/check.js';

/** The thread ran another mutant before, which must not be active while a file is collected. */
const namespace = inject('globalNamespace' as never) as string;
const stryker = (globalThis as Record<string, unknown>)[namespace] as { activeMutant?: string };
stryker.activeMutant = undefined as never;
