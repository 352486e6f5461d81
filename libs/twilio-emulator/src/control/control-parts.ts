import type { Faults } from '../faults/faults.js';
import type { PermissionLog } from '../log/permission-log.js';
import type { RequestDetailsLog } from '../log/request-details.js';
import type { RequestLog } from '../log/request-log.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Webhooks } from '../webhooks/webhooks.js';

/** What the control routes and the inspector act on. */
export interface ControlParts {
  readonly state: EmulatorState;
  readonly requests: RequestLog;
  readonly details: RequestDetailsLog;
  readonly permissions: PermissionLog;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  /** Needed for every control request, if there is one. */
  readonly controlToken: string | undefined;
  /** Starts over with the seed. */
  readonly reset: () => void;
}
