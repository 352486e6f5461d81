import type { EmulatorState } from '../state/emulator-state.js';
import { callStatus, type Call } from '../state/call.js';
import { errorCodeOf, messageStatus, type Message } from '../state/message.js';
import type { Delivery } from '../webhooks/webhook.js';

/** A webhook without its answer's headers and body. */
export interface DeliverySummary {
  readonly kind: Delivery['kind'];
  readonly at: string;
  /** What it reports, e.g. `delivered`. */
  readonly reports: string | undefined;
  readonly status: number | undefined;
  readonly error: string | undefined;
}

/** A message or a call as the inspector lists it. */
export interface TrafficView {
  readonly kind: 'message' | 'call';
  readonly sid: string;
  readonly accountSid: string;
  readonly direction: string;
  readonly from: string | undefined;
  readonly to: string;
  readonly status: string;
  readonly at: string;
  /** When a scheduled message is sent. */
  readonly sendAt?: string;
  readonly errorCode?: number | undefined;
  readonly body?: string;
  readonly media?: readonly string[];
  readonly callbacks: readonly DeliverySummary[];
}

/** The webhooks by the message or call that they are about, whose SID is in their parameters. */
export class CallbacksBySid {
  readonly #bySid = new Map<string, Delivery[]>();
  /** Those about none: custom webhooks and upgrades. */
  readonly others: Delivery[] = [];

  constructor(deliveries: readonly Delivery[]) {
    for (const delivery of deliveries) {
      const { MessageSid, CallSid } = delivery.params;
      const sid = String(MessageSid ?? CallSid ?? '');
      const known = sid === '' || delivery.kind === 'custom' ? this.others : this.#bySid.get(sid);
      if (known === undefined) this.#bySid.set(sid, [delivery]);
      else known.push(delivery);
    }
  }

  of(sid: string): readonly Delivery[] {
    return this.#bySid.get(sid) ?? [];
  }
}

export function messageView(
  state: EmulatorState,
  message: Message,
  callbacks: CallbacksBySid,
): TrafficView {
  const now = state.clock.now();
  const { sid, accountSid, direction, from, to, body, createdAt, sendAt } = message;
  const status = messageStatus(message, now);
  const media = [...message.media.values()].map(({ url }) => url);
  return {
    kind: 'message',
    sid,
    accountSid,
    direction,
    from,
    to,
    status,
    body,
    media,
    at: new Date(createdAt).toISOString(),
    ...(status === 'scheduled' && { sendAt: new Date(sendAt).toISOString() }),
    errorCode: errorCodeOf(message, now),
    callbacks: callbacks.of(sid).map(deliverySummary),
  };
}

export function callView(state: EmulatorState, call: Call, callbacks: CallbacksBySid): TrafficView {
  const { sid, accountSid, direction, from, to, createdAt } = call;
  return {
    kind: 'call',
    sid,
    accountSid,
    direction,
    from,
    to,
    status: callStatus(call, state.clock.now()),
    at: new Date(createdAt).toISOString(),
    callbacks: callbacks.of(sid).map(deliverySummary),
  };
}

export function deliverySummary({ kind, at, params, status, error }: Delivery): DeliverySummary {
  const reports = params['MessageStatus'] ?? params['CallStatus'];
  return { kind, at, reports: reports === undefined ? undefined : String(reports), status, error };
}

/** A webhook in full. The password in a URL belongs to the application. */
export function deliveryView(delivery: Delivery): Delivery {
  return {
    ...delivery,
    url: delivery.url.replace(/^([a-z]+:\/\/[^/?#@:]*):[^/?#@]*@/i, '$1:[secret]@'),
  };
}
