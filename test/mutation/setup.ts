import { inject } from 'vitest';

/** The thread ran another mutant before, which must not be active while a file is collected. */
const namespace = inject('globalNamespace' as never) as string;
const stryker = (globalThis as Record<string, unknown>)[namespace] as { activeMutant?: string };
stryker.activeMutant = undefined as never;
