import type { Checks } from '../config/load-module.js';
import type { Problems } from '../config/problems.js';
import type { Clock } from '../primitives/clock.js';

/** What a loading step works with. */
export interface Loading {
  readonly checks: Checks;
  readonly problems: Problems;
  /** Methods that a registered strategy factory serves. */
  readonly methods: readonly string[];
  readonly clock: Clock;
}
