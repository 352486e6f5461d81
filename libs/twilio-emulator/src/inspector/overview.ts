import type { Faults, InjectedFault } from '../faults/faults.js';
import type { PermissionLog } from '../log/permission-log.js';
import type { LoggedRequest, RequestLog } from '../log/request-log.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import { credentialsView, type AccountView } from './credentials-view.js';
import {
  CallbacksBySid,
  callView,
  deliverySummary,
  deliveryView,
  messageView,
} from './traffic-view.js';
import type { DeliverySummary, TrafficView } from './traffic-view.js';

/** The newest of a list, newest first, and how many there are. */
interface Newest<T> {
  readonly total: number;
  readonly newest: readonly T[];
}

/** Everything that the inspector's page shows, details excepted. */
export interface Overview {
  /** The emulator's time. */
  readonly now: string;
  readonly clockOffsetMs: number;
  readonly requests: Newest<LoggedRequest> & { readonly tokenRequests: number };
  readonly messages: Newest<TrafficView>;
  readonly calls: Newest<TrafficView>;
  /** Webhooks about no message and no call; `total` is that of all. */
  readonly webhooks: Newest<DeliverySummary & { readonly url: string }>;
  readonly faults: readonly Pick<InjectedFault, 'id' | 'fault' | 'hits'>[];
  readonly accounts: readonly AccountView[];
}

interface OverviewParts {
  readonly state: EmulatorState;
  readonly requests: RequestLog;
  readonly permissions: PermissionLog;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
}

const MOST_REQUESTS = 100;
const MOST_OTHERS = 50;

/** What happened so far. */
export function overview(parts: OverviewParts): Overview {
  const { state, requests, permissions, faults, webhooks } = parts;
  const callbacks = new CallbacksBySid(webhooks.deliveries);
  const messages = newest(state, 'messages');
  const calls = newest(state, 'calls');
  return {
    now: new Date(state.clock.now()).toISOString(),
    clockOffsetMs: state.clock.offsetMs,
    requests: {
      total: requests.total,
      tokenRequests: requests.tokenRequests,
      newest: requests.slice(-MOST_REQUESTS).toReversed(),
    },
    messages: {
      total: messages.total,
      newest: messages.newest.map((message) => messageView(state, message, callbacks)),
    },
    calls: {
      total: calls.total,
      newest: calls.newest.map((call) => callView(state, call, callbacks)),
    },
    webhooks: {
      total: webhooks.deliveries.length,
      newest: callbacks.others
        .slice(-MOST_OTHERS)
        .toReversed()
        .map((delivery) => ({ ...deliverySummary(delivery), url: deliveryView(delivery).url })),
    },
    faults: faults.list().map(({ id, fault, hits }) => ({ id, fault, hits })),
    accounts: credentialsView(state, permissions),
  };
}

type Kept<K extends 'messages' | 'calls'> = K extends 'messages'
  ? Parameters<typeof messageView>[1]
  : Parameters<typeof callView>[1];

/** The newest messages or calls of all accounts. */
function newest<K extends 'messages' | 'calls'>(state: EmulatorState, kind: K): Newest<Kept<K>> {
  const lists = [...state.accounts].map((account) => account[kind]);
  const all = lists.flatMap((list) => [...list.values()].slice(-MOST_OTHERS)) as Kept<K>[];
  return {
    total: lists.reduce((sum, { size }) => sum + size, 0),
    newest: all.toSorted((one, other) => other.createdAt - one.createdAt).slice(0, MOST_OTHERS),
  };
}
