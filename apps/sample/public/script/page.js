import { connectAccessToken } from './access-token.js';
import { showAccount } from './account.js';
import { showActivity } from './activity.js';
import { connectEmulator, showEmulator } from './emulator.js';
import { connectLastWebhook, showLastWebhook } from './last-webhook.js';
import { showHero } from './hero.js';
import { connectMethods, showMethods } from './methods.js';
import { showMessages } from './messages.js';
import { showPermissions } from './permissions.js';
import { showPolicy } from './policy.js';
import { connectProduction } from './production.js';
import { showRotations } from './rotation.js';
import { connectSendForm } from './send.js';
import { watchState } from './state.js';
import { showTokens, tick } from './tokens.js';
import { showWebhooks } from './webhooks.js';
import { showWire } from './wire.js';

const PARTS = [
  showHero,
  showTokens,
  showWire,
  showMessages,
  showEmulator,
  showMethods,
  showWebhooks,
  showLastWebhook,
  showPolicy,
  showPermissions,
  showRotations,
  showAccount,
  showActivity,
];

/** The page is drawn from the state of the server alone. */
function show(state) {
  for (const part of PARTS) part(state);
  // Until now it has been hidden, so that nothing moves while it fills.
  document.documentElement.dataset.ready = '';
}

connectSendForm();
connectEmulator();
connectLastWebhook();
connectMethods();
connectProduction();
const session = connectAccessToken();
watchState(async (state) => {
  await session;
  show(state);
});
setInterval(tick, 1000);
