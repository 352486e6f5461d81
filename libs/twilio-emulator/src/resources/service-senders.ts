import { created, noContent, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { iso8601 } from '../protocol/formats.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import type { MessagingService } from '../state/messaging-service.js';
import { serviceOf } from '../state/service-pool.js';
import { countryOf } from '../protocol/countries.js';
import { metaList } from './lists.js';
import { findMessagingService } from './messaging-services.js';
import { PAGING } from './paging.js';
import type { ApiCall, ApiRoute } from './route.js';

const ALL = '/v1/Services/{ServiceSid}/PhoneNumbers';
const SHARED = { product: 'messaging', access: {} } as const;
const ONE = { ...SHARED, path: `${ALL}/{Sid}`, parameters: [] } as const;

/**
 * The numbers of a messaging service. Short codes, alphanumeric and channel senders are not emulated.
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 */
export const serviceSenderRoutes: readonly ApiRoute[] = [
  { ...SHARED, verb: 'POST', path: ALL, parameters: ['PhoneNumberSid'], handle: add },
  { ...SHARED, verb: 'GET', path: ALL, parameters: PAGING, handle: list },
  { ...ONE, verb: 'GET', handle: (call) => ok(render(call, ...find(call))) },
  { ...ONE, verb: 'DELETE', handle: remove },
];

/** A number is in one service only: 21710 in this one already, 21712 in another one. */
function add(call: ApiCall): Answer {
  const service = findMessagingService(call);
  const sid = call.form.get('PhoneNumberSid');
  if (sid === undefined) throw invalid(20001, 'PhoneNumberSid is required.');
  if (!call.account.phoneNumbers.has(sid)) throw notFound(`/PhoneNumbers/${sid}`);
  const holder = serviceOf(call.account, sid);
  if (holder === service) throw invalid(21710, `${sid} is already in the Messaging Service.`);
  if (holder) throw invalid(21712, `${sid} is associated with another Messaging Service.`);
  service.senders.set(sid, call.state.clock.now());
  return created(render(call, service, sid));
}

function list(call: ApiCall): Answer {
  const service = findMessagingService(call);
  const owned = [...service.senders.keys()].filter((sid) => call.account.phoneNumbers.has(sid));
  const items = owned.map((sid) => ({ sid }));
  return metaList(call, 'phone_numbers', items, ({ sid }) => render(call, service, sid));
}

function remove(call: ApiCall): Answer {
  const [service, sid] = find(call);
  service.senders.delete(sid);
  return noContent();
}

function find(call: ApiCall): [service: MessagingService, sid: string] {
  const service = findMessagingService(call);
  const sid = call.params['Sid'] ?? '';
  const isHere = service.senders.has(sid) && call.account.phoneNumbers.has(sid);
  if (!isHere) throw notFound(call.url);
  return [service, sid];
}

function render(
  { account, origin }: ApiCall,
  service: MessagingService,
  sid: string,
): Record<string, unknown> {
  const phoneNumber = account.phoneNumbers.get(sid)?.phoneNumber ?? '';
  const added = iso8601(service.senders.get(sid) ?? service.createdAt);
  return {
    sid,
    account_sid: account.sid,
    service_sid: service.sid,
    date_created: added,
    date_updated: added,
    phone_number: phoneNumber,
    country_code: countryOf(phoneNumber) ?? null,
    capabilities: ['Voice', 'SMS', 'MMS'],
    url: `${origin}/v1/Services/${service.sid}/PhoneNumbers/${sid}`,
  };
}
