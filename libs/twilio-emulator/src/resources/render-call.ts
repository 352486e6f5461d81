import { callStatus } from '../state/call.js';
import type { Call } from '../state/call.js';
import { rfc2822 } from '../state/dates.js';
import { nationalFormat } from './e164.js';

/** A call as the 2010 API shows it. */
export function renderCall(call: Call, now: number): Record<string, unknown> {
  const status = callStatus(call, now);
  const isAnswered = status === 'in-progress' || status === 'completed';
  const answeredAt = rfc2822(call.createdAt + 2 * call.stepMs);
  const uri = `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}`;
  return {
    account_sid: call.accountSid,
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.createdAt),
    direction: call.direction,
    duration: status === 'completed' ? '0' : null,
    end_time: status === 'completed' ? rfc2822(call.createdAt + 3 * call.stepMs) : null,
    forwarded_from: null,
    from: call.from,
    from_formatted: nationalFormat(call.from),
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.sid,
    start_time: isAnswered ? answeredAt : null,
    status,
    subresource_uris: { recordings: `${uri}/Recordings.json`, events: `${uri}/Events.json` },
    to: call.to,
    to_formatted: nationalFormat(call.to),
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}
