import { connectAccessToken } from './access-token.js';
import { watchActivity } from './activity.js';
import { refreshAuth } from './auth.js';
import { connectEmulator, refreshFaults } from './emulator.js';
import { pulse, station } from './line.js';
import { connectSendForm, refreshMessages } from './messages.js';
import { tick, tokenFetched } from './token-life.js';

/** Several things often happen at once; the server is asked once for all of them. */
const SETTLE_MS = 80;
const ASK_AGAIN_MS = 5000;

const webhooks = { verified: 0, rejected: 0 };
let settling;
let listToo = false;

/** Asks the server again for what may have changed: with the messages, or without them. */
function refresh({ messages }) {
  listToo ||= messages;
  settling ??= setTimeout(() => {
    const questions = [refreshAuth(), refreshFaults(), ...(listToo ? [refreshMessages()] : [])];
    [settling, listToo] = [undefined, false];
    void Promise.allSettled(questions);
  }, SETTLE_MS);
}

const refreshAll = () => refresh({ messages: true });

function heard({ kind, lifetimeMs }) {
  if (lifetimeMs !== undefined) tokenFetched(lifetimeMs);
  if (kind === 'verified' || kind === 'rejected') countWebhook(kind);
  // Listing messages may fail, and says so here: to list them because of that would never end.
  refresh({ messages: kind === 'verified' || kind === 'callback' });
}

function countWebhook(kind) {
  webhooks[kind] += 1;
  const { verified, rejected } = webhooks;
  const words = `${verified} verified, ${rejected} rejected`;
  pulse(station('webhooks', kind === 'rejected' ? 'bad' : 'ok', words));
}

async function start() {
  connectSendForm(refreshAll);
  watchActivity(heard);
  await Promise.allSettled([refreshAuth(), refreshMessages(), connectAccessToken()]);
  await connectEmulator(refreshAll);
  setInterval(tick, 1000);
  setInterval(() => void refreshAuth().catch(() => undefined), ASK_AGAIN_MS);
}

void start();
