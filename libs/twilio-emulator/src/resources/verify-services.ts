import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { iso8601 } from '../protocol/formats.js';
import type { Parameters } from '../protocol/parameters.js';
import { newSid } from '../protocol/sid.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import type { VerifyService } from '../state/verification.js';
import { metaList } from './lists.js';
import { resourceRoutes } from './resource-routes.js';
import type { ApiCall } from './route.js';

const MAX_NAME = 30;
const [SHORTEST_CODE, LONGEST_CODE] = [4, 10];

const SETTINGS = ['FriendlyName', 'CodeLength'];

/** @see https://www.twilio.com/docs/verify/api/service */
export const verifyServiceRoutes = resourceRoutes(
  {
    product: 'verify',
    all: '/v2/Services',
    one: '/v2/Services/{ServiceSid}',
    access: () => ({}),
  },
  { create: SETTINGS, list: [], update: SETTINGS },
  {
    create,
    list: (call) =>
      metaList(call, 'services', servicesIn(call), (service) =>
        renderService(service, call.origin),
      ),
    read: (call) => ok(renderService(findService(call), call.origin)),
    update,
    remove: (call) => call.account.verifyServices.delete(findService(call).sid),
  },
);

/** The service that the path names. @throws {TwilioError} 20404 */
export function findService({ account, params, url, region }: ApiCall): VerifyService {
  const service = account.verifyServices.get(params['ServiceSid'] ?? '');
  if (service?.region !== region) throw notFound(url);
  return service;
}

function servicesIn({ account, region }: ApiCall): readonly VerifyService[] {
  return [...account.verifyServices.values()].filter((service) => service.region === region);
}

function create({ account, form, state, origin, region }: ApiCall): Answer {
  const friendlyName = readName(form);
  if (friendlyName === undefined) throw invalid(60200, 'FriendlyName is required.');
  const now = state.clock.now();
  const service: VerifyService = {
    sid: newSid('VA'),
    accountSid: account.sid,
    region,
    friendlyName,
    codeLength: readCodeLength(form) ?? 6,
    createdAt: now,
    updatedAt: now,
    verifications: new Map(),
  };
  account.verifyServices.set(service.sid, service);
  return created(renderService(service, origin));
}

function update(call: ApiCall): Answer {
  const service = findService(call);
  service.friendlyName = readName(call.form) ?? service.friendlyName;
  service.codeLength = readCodeLength(call.form) ?? service.codeLength;
  service.updatedAt = call.state.clock.now();
  return ok(renderService(service, call.origin));
}

function readName(form: Parameters): string | undefined {
  const name = form.get('FriendlyName');
  if (name !== undefined && name.length > MAX_NAME) {
    throw invalid(60200, `FriendlyName must not be longer than ${MAX_NAME} characters.`);
  }
  return name;
}

function readCodeLength(form: Parameters): number | undefined {
  const text = form.get('CodeLength');
  if (text === undefined) return undefined;
  const length = Number(text);
  if (Number.isInteger(length) && length >= SHORTEST_CODE && length <= LONGEST_CODE) return length;
  throw invalid(60200, `CodeLength must be a number from ${SHORTEST_CODE} to ${LONGEST_CODE}.`);
}

/** A service as Verify shows it. What is not emulated has the value of a new service. */
function renderService(service: VerifyService, origin: string): Record<string, unknown> {
  const url = `${origin}/v2/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: service.accountSid,
    friendly_name: service.friendlyName,
    code_length: service.codeLength,
    lookup_enabled: false,
    psd2_enabled: false,
    skip_sms_to_landlines: false,
    dtmf_input_required: true,
    tts_name: null,
    do_not_share_warning_enabled: false,
    custom_code_enabled: false,
    push: null,
    totp: null,
    default_template_sid: null,
    whatsapp: null,
    passkeys: null,
    verify_event_subscription_enabled: false,
    date_created: iso8601(service.createdAt),
    date_updated: iso8601(service.updatedAt),
    url,
    links: {
      verifications: `${url}/Verifications`,
      verification_checks: `${url}/VerificationCheck`,
    },
  };
}
