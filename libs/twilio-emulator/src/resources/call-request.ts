import type { Parameters } from '../protocol/parameters.js';
import { invalid } from '../protocol/twilio-error.js';
import type { CallWebhooks } from '../state/call.js';
import { isChannelAddress, toE164 } from '../protocol/formats.js';
import { readMethod, readUrl } from '../protocol/callback-fields.js';

const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

/** The fields of a new call, validated. */
interface CallRequest {
  readonly to: string;
  readonly from: string;
  readonly webhooks: CallWebhooks;
}

/**
 * Reads the form of a new call.
 * @throws {TwilioError} 400 with the code of the first invalid field.
 * @see https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
 */
export function readCallRequest(form: Parameters): CallRequest {
  const to = form.get('To');
  const from = form.get('From');
  if (to === undefined) throw invalid(21201, "No 'To' number is specified");
  if (from === undefined) throw invalid(21213, "A 'From' phone number is required.");
  if (!['Url', 'Twiml', 'ApplicationSid'].some((name) => form.get(name) !== undefined)) {
    throw invalid(21205, 'Url, Twiml or ApplicationSid is required.');
  }
  const [callee, caller] = [address(to, 21217), address(from, 21212)];
  // https://www.twilio.com/docs/api/errors/21211
  if (callee === caller) throw invalid(21211, `${callee} cannot call itself.`);
  return { to: callee, from: caller, webhooks: readWebhooks(form) };
}

/** A number, or `client:` and `sip:` addresses. */
function address(text: string, code: number): string {
  const found = isChannelAddress(text) ? text : toE164(text);
  if (found === undefined) throw invalid(code, `${text} does not appear to be a valid number.`);
  return found;
}

function readWebhooks(form: Parameters): CallWebhooks {
  const events = form.getAll('StatusCallbackEvent').flatMap((value) => value.split(' '));
  const unknown = events.find((event) => !EVENTS.includes(event));
  if (unknown !== undefined) {
    throw invalid(21626, `StatusCallbackEvent ${unknown} is not one of ${EVENTS.join(', ')}.`);
  }
  return {
    statusCallback: readUrl(form, 'StatusCallback', 21609),
    statusCallbackMethod: readMethod(form, 'StatusCallbackMethod', 21209),
    // Without a list, Twilio reports the end of the call only.
    statusCallbackEvents: events.length > 0 ? events : ['completed'],
    url: readUrl(form, 'Url', 21205),
    method: readMethod(form, 'Method', 21209),
  };
}
