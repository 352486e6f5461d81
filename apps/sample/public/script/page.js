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

const webhooks = { verified: 0, refused: 0 };
let settling;

/** Asks the server again for everything that may have changed. */
function refresh() {
  settling ??= setTimeout(() => {
    settling = undefined;
    void Promise.allSettled([refreshAuth(), refreshMessages(), refreshFaults()]);
  }, SETTLE_MS);
}

function heard({ kind, lifetimeMs }) {
  if (lifetimeMs !== undefined) tokenFetched(lifetimeMs);
  if (kind === 'verified' || kind === 'refused') countWebhook(kind);
  refresh();
}

function countWebhook(kind) {
  webhooks[kind] += 1;
  const { verified, refused } = webhooks;
  const words = `${verified} verified, ${refused} refused`;
  pulse(station('webhooks', kind === 'refused' ? 'bad' : 'ok', words));
}

async function start() {
  connectSendForm(refresh);
  watchActivity(heard);
  await Promise.allSettled([refreshAuth(), refreshMessages(), connectAccessToken()]);
  await connectEmulator(refresh);
  setInterval(tick, 1000);
  setInterval(() => void refreshAuth().catch(() => undefined), ASK_AGAIN_MS);
}

void start();
