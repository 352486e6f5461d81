import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '../state/call.js';
import type { CallWebhooks } from '../state/call.js';
import { messageSteps } from '../state/message.js';
import type { Message } from '../state/message.js';
import { newStop } from '../protocol/stop.js';
import type { EmulatorState } from '../state/emulator-state.js';
import { callParams, callStatusParams, messageStatusParams } from './payloads.js';
import type { WebhookSender } from './webhook-sender.js';

const CALL_STEPS = [
  { event: 'initiated', status: 'initiated' },
  { event: 'ringing', status: 'ringing' },
  { event: 'answered', status: 'in-progress' },
  { event: 'completed', status: 'completed' },
];

/** Sends the status callbacks of messages and calls, in order, as their status changes. */
export class StatusCallbacks {
  readonly #state: EmulatorState;
  readonly #sender: WebhookSender;
  #stopping = newStop();
  readonly #running = new Set<Promise<void>>();
  /** By SID, the messages that are not sent yet: what starts their callbacks. */
  readonly #scheduled = new Map<string, () => void>();

  constructor(state: EmulatorState, sender: WebhookSender) {
    this.#state = state;
    this.#sender = sender;
    state.onMessage = (message, url) => {
      const start = (): void => {
        if (this.#scheduled.delete(message.sid)) this.#run(this.#message(message, url));
      };
      this.#scheduled.set(message.sid, start);
      // One that is scheduled for later is not waited for.
      state.clock.at(message.sendAt, start);
    };
    state.onCanceled = ({ sid }) => this.#scheduled.get(sid)?.();
    state.onCall = (call, webhooks) => {
      if (webhooks.statusCallback ?? webhooks.url) this.#run(this.#call(call, webhooks));
    };
  }

  /** Resolves once every status callback has been sent. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** Sends none of those that are waiting now. */
  cancel(): void {
    this.stop();
    this.#scheduled.clear();
    this.#stopping = newStop();
  }

  #run(callbacks: Promise<void>): void {
    const running = callbacks.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #message(message: Message, url: string): Promise<void> {
    for (const [index, status] of messageSteps(message).entries()) {
      if (!(await this.#step(index === 0 ? 0 : message.stepMs))) return;
      const current = message.fixedStatus ?? status;
      const params = messageStatusParams(message, current);
      await this.#send(message, { kind: 'message-status', url, params });
      if (message.fixedStatus !== undefined) return;
    }
  }

  async #call(call: Call, webhooks: CallWebhooks): Promise<void> {
    for (const [sequence, step] of CALL_STEPS.entries()) {
      if (!(await this.#step(sequence === 0 ? 0 : call.stepMs))) return;
      const { event, status } = call.fixedStatus
        ? { event: 'completed', status: call.fixedStatus }
        : step;
      if (event === 'answered' && webhooks.url !== undefined) {
        const params = callParams(call, status);
        const { url, method } = webhooks;
        await this.#send(call, { kind: 'call-instructions', url, method, params });
      }
      if (webhooks.statusCallback && webhooks.statusCallbackEvents.includes(event)) {
        const params = callStatusParams(call, status, sequence, this.#state.clock.now());
        const { statusCallback: url, statusCallbackMethod: method } = webhooks;
        await this.#send(call, { kind: 'call-status', url, method, params });
      }
      if (call.fixedStatus !== undefined) return;
    }
  }

  /** Waits for the next status; `false` if the emulator stops before it. */
  async #step(ms: number): Promise<boolean> {
    const { signal } = this.#stopping;
    return sleep(ms, true, { signal, ref: false }).catch(() => false);
  }

  async #send(
    { accountSid }: { readonly accountSid: string },
    webhook: Parameters<WebhookSender['send']>[1],
  ): Promise<void> {
    const account = this.#state.account(accountSid);
    if (account !== undefined) await this.#sender.send(account, webhook);
  }
}
