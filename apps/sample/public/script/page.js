import { connectAccessToken } from './access-token.js';
import { watchActivity } from './activity.js';
import { refreshAuth } from './auth.js';
import { connectEmulator, refreshFaults } from './emulator.js';
import { pulse, station } from './line.js';
import { connectSendForm, refreshMessages } from './messages.js';
import { tick, tokenFetched } from './token-life.js';

/** Several events often arrive together; they cause one refresh. */
const DEBOUNCE_MS = 80;
const REFRESH_MS = 5000;

const webhooks = { verified: 0, rejected: 0 };
let pending;
let withMessages = false;

/** Refreshes what may have changed, with or without the messages. */
function refresh({ messages }) {
  withMessages ||= messages;
  pending ??= setTimeout(() => {
    const requests = [refreshAuth(), refreshFaults(), ...(withMessages ? [refreshMessages()] : [])];
    [pending, withMessages] = [undefined, false];
    void Promise.allSettled(requests);
  }, DEBOUNCE_MS);
}

const refreshAll = () => refresh({ messages: true });

function onActivity({ kind, lifetimeMs }) {
  if (lifetimeMs !== undefined) tokenFetched(lifetimeMs);
  if (kind === 'verified' || kind === 'rejected') countWebhook(kind);
  // A failed list is an activity too: to refresh the list because of it would never end.
  refresh({ messages: kind === 'verified' || kind === 'callback' });
}

function countWebhook(kind) {
  webhooks[kind] += 1;
  const { verified, rejected } = webhooks;
  const text = `${verified} verified, ${rejected} rejected`;
  pulse(station('webhooks', kind === 'rejected' ? 'bad' : 'ok', text));
}

async function start() {
  connectSendForm(refreshAll);
  watchActivity(onActivity);
  await Promise.allSettled([refreshAuth(), refreshMessages(), connectAccessToken()]);
  await connectEmulator(refreshAll);
  setInterval(tick, 1000);
  setInterval(() => void refreshAuth().catch(() => undefined), REFRESH_MS);
}

void start();
