import { noContent, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { rfc2822 } from '../protocol/formats.js';
import { notFound } from '../protocol/twilio-error.js';
import type { Message, MessageMedia } from '../state/message.js';
import { contentTypeOf } from '../state/new-media.js';
import { dateFilter } from './filters.js';
import { classicList } from './lists.js';
import { PAGING } from './paging.js';
import type { ApiCall, ApiRoute } from './route.js';

const BASE = '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media';
const SHARED = { product: 'api', access: { subaccounts: true } } as const;
const ONE = { ...SHARED, path: `${BASE}/{Sid}.json`, parameters: [] } as const;

/** @see https://www.twilio.com/docs/messaging/api/media-resource */
export const messageMediaRoutes: readonly ApiRoute[] = [
  {
    ...SHARED,
    verb: 'GET',
    path: `${BASE}.json`,
    parameters: [...PAGING, 'DateCreated', 'DateCreated<', 'DateCreated>'],
    handle: list,
  },
  { ...ONE, verb: 'GET', handle: (call) => ok(render(...find(call))) },
  { ...ONE, verb: 'DELETE', handle: remove },
  { ...ONE, verb: 'GET', path: `${BASE}/{Sid}`, handle: content },
];

function list(call: ApiCall): Answer {
  const message = findMessage(call);
  const isInDates = dateFilter(call.query, 'DateCreated');
  const found = isInDates(message.createdAt) ? [...message.media.values()] : [];
  return classicList(call, 'media_list', found, (media) => render(message, media));
}

/** Twilio redirects to where it keeps the file. The emulator keeps none: it redirects to the file itself. */
function content(call: ApiCall): Answer {
  const [, { url }] = find(call);
  return { status: 307, body: undefined, headers: { location: url } };
}

function remove(call: ApiCall): Answer {
  const [message, { sid }] = find(call);
  message.media.delete(sid);
  return noContent();
}

function findMessage({ account, params, url, region }: ApiCall): Message {
  const message = account.messages.get(params['MessageSid'] ?? '');
  if (message?.region !== region) throw notFound(url);
  return message;
}

function find(call: ApiCall): [message: Message, media: MessageMedia] {
  const message = findMessage(call);
  const media = message.media.get(call.params['Sid'] ?? '');
  if (media === undefined) throw notFound(call.url);
  return [message, media];
}

function render(message: Message, { sid, url }: MessageMedia): Record<string, unknown> {
  const created = rfc2822(message.createdAt);
  return {
    account_sid: message.accountSid,
    content_type: contentTypeOf(url),
    date_created: created,
    date_updated: created,
    parent_sid: message.sid,
    sid,
    uri: `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}/Media/${sid}.json`,
  };
}
