import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { iso8601 } from '../protocol/formats.js';
import { applySettings, initialSettings, renderSettings } from '../protocol/settings.js';
import { newSid } from '../protocol/sid.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { MESSAGING_SERVICE_SETTINGS } from '../state/messaging-service.js';
import type { MessagingService } from '../state/messaging-service.js';
import { metaList } from './lists.js';
import { resourceRoutes } from './resource-routes.js';
import type { ApiCall } from './route.js';

/** Shown with their first values. To set one is answered with 501, since nothing here would follow it. */
const WITHOUT_EFFECT: readonly string[] = [
  'MmsConverter',
  'SmartEncoding',
  'ScanMessageContent',
  'FallbackToLongCode',
  'ValidityPeriod',
  'SynchronousValidation',
];

const SETTINGS = Object.keys(MESSAGING_SERVICE_SETTINGS).filter(
  (name) => !WITHOUT_EFFECT.includes(name),
);

/** @see https://www.twilio.com/docs/messaging/api/service-resource */
export const messagingServiceRoutes = resourceRoutes(
  {
    product: 'messaging',
    all: '/v1/Services',
    one: '/v1/Services/{ServiceSid}',
    access: () => ({}),
  },
  { create: SETTINGS, list: [], update: SETTINGS },
  {
    create,
    list: (call) =>
      metaList(call, 'services', servicesIn(call), (service) => render(service, call.origin)),
    read: (call) => ok(render(findMessagingService(call), call.origin)),
    update,
    remove: (call) => call.account.messagingServices.delete(findMessagingService(call).sid),
  },
);

/** The service that the path names. @throws {TwilioError} 20404 */
export function findMessagingService({ account, params, url, region }: ApiCall): MessagingService {
  const service = account.messagingServices.get(params['ServiceSid'] ?? '');
  if (service?.region !== region) throw notFound(url);
  return service;
}

function servicesIn({ account, region }: ApiCall): readonly MessagingService[] {
  return [...account.messagingServices.values()].filter((service) => service.region === region);
}

function create({ account, form, state, origin, region }: ApiCall): Answer {
  if (form.get('FriendlyName') === undefined) throw invalid(20001, 'FriendlyName is required.');
  const now = state.clock.now();
  const service: MessagingService = {
    sid: newSid('MG'),
    accountSid: account.sid,
    region,
    settings: initialSettings(MESSAGING_SERVICE_SETTINGS),
    senders: new Map(),
    lastSenders: new Map(),
    createdAt: now,
    updatedAt: now,
  };
  applySettings(service.settings, MESSAGING_SERVICE_SETTINGS, form);
  account.messagingServices.set(service.sid, service);
  return created(render(service, origin));
}

function update(call: ApiCall): Answer {
  const service = findMessagingService(call);
  applySettings(service.settings, MESSAGING_SERVICE_SETTINGS, call.form);
  service.updatedAt = call.state.clock.now();
  return ok(render(service, call.origin));
}

function render(service: MessagingService, origin: string): Record<string, unknown> {
  const url = `${origin}/v1/Services/${service.sid}`;
  const settings = Object.entries(renderSettings(service.settings));
  return {
    ...Object.fromEntries(settings.map(([name, value]) => [name, value === '' ? null : value])),
    sid: service.sid,
    account_sid: service.accountSid,
    date_created: iso8601(service.createdAt),
    date_updated: iso8601(service.updatedAt),
    us_app_to_person_registered: false,
    url,
    links: {
      phone_numbers: `${url}/PhoneNumbers`,
      short_codes: `${url}/ShortCodes`,
      alpha_senders: `${url}/AlphaSenders`,
      channel_senders: `${url}/ChannelSenders`,
      destination_alpha_senders: `${url}/DestinationAlphaSenders`,
      messages: `${url}/Messages`,
      us_app_to_person: `${url}/Compliance/Usa2p`,
      us_app_to_person_usecases: `${url}/Compliance/Usa2p/Usecases`,
    },
  };
}
