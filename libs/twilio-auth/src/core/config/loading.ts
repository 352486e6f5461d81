import type { Clock } from '../primitives/clock.js';
import type { Problems } from './problems.js';

/** The validation of options, loaded where it is used: class-validator takes a while to load. */
export type Checks = typeof import('./schema/checks.js');

/** What a loading step works with. */
export interface Loading {
  readonly checks: Checks;
  readonly problems: Problems;
  /** Methods that a registered strategy factory serves. */
  readonly methods: readonly string[];
  readonly clock: Clock;
}
