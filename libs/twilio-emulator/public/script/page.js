import { call } from './api.js';
import { byId, setText, showResult } from './dom.js';
import { showCredentials } from './credentials.js';
import { showFaults } from './faults.js';
import { connectForms } from './forms.js';
import { connectRequests, showRequests } from './requests.js';
import { connectTraffic, showTraffic } from './traffic.js';
import { offsetWords } from './words.js';

/** All state comes from the emulator, again and again: what is shown is never older than this. */
const REFRESH_MS = 1000;

let timer;
let isAsked = false;

/** Shows what the emulator says now, and once more in a second. */
async function refresh() {
  clearTimeout(timer);
  try {
    show(await call('GET', '/overview'));
    connection(true, 'Live');
  } catch (error) {
    if (error.status === 401) askForToken();
    else connection(false, error.status === 0 ? 'No connection, trying again' : error.message);
  }
  if (!document.hidden) timer = setTimeout(refresh, REFRESH_MS);
}

function show(overview) {
  byId('locked').hidden = true;
  byId('content').hidden = false;
  isAsked = false;
  const { requests, messages, calls, webhooks, faults, accounts, now, clockOffsetMs } = overview;
  const counts = { requests, messages, calls, webhooks };
  for (const [name, { total }] of Object.entries(counts)) {
    setText(byId(`count-${name}`), String(total));
  }
  setText(byId('count-tokens'), String(requests.tokenRequests));
  const time = new Date(now).toLocaleTimeString('en-GB');
  setText(byId('clock'), `Its clock says ${time}${offsetWords(clockOffsetMs)}.`);
  showRequests(requests);
  showTraffic(overview);
  showFaults(faults, refresh);
  showCredentials(accounts);
}

function askForToken() {
  connection(false, 'Locked');
  byId('content').hidden = true;
  byId('locked').hidden = false;
  const wasGiven = sessionStorage.length > 0;
  if (wasGiven && isAsked)
    showResult(byId('token-result'), 'That is not the control token.', 'bad');
  if (!isAsked) byId('token-form').elements.token.focus();
  isAsked = true;
}

function connection(isOpen, text) {
  byId('connection').dataset.open = String(isOpen);
  setText(byId('connection'), text);
}

function start() {
  const { origin, host, port } = location;
  setText(byId('address'), host);
  const options = port === '4010' ? '' : ` --port ${port || 80}`;
  setText(byId('env-command'), `npx twilio-auth-emulator env${options} > .env`);
  setText(byId('curl-command'), `curl ${origin}/2010-04-01/Accounts.json`);
  connectForms(refresh);
  connectRequests(refresh);
  connectTraffic(refresh);
  document.addEventListener('visibilitychange', () => void refresh());
  void refresh();
}

start();
