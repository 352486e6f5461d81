import type { Panel } from './query.js';

const CALLS = 'twilio.api.call.duration';
const [GOOD, BAD] = ['#3d9a50', '#d64550'];

/** The dashboard: the picture and the file for Grafana are both made from it. */
export const PANELS: readonly Panel[] = [
  {
    title: 'Calls by outcome',
    description: 'Calls to Twilio per second: answered, and by status or reason where they failed.',
    unit: 'calls/s',
    queries: [
      {
        metric: CALLS,
        show: 'per-second',
        where: { 'error.type': false },
        legend: 'answered',
        color: GOOD,
      },
      {
        metric: CALLS,
        show: 'per-second',
        where: { 'error.type': true },
        by: ['error.type'],
        legend: 'failed: ',
      },
    ],
  },
  {
    title: 'Time of a call',
    description: 'From the call to its answer, with the waits, the token and all retries.',
    unit: 's',
    queries: [
      { metric: CALLS, show: { quantile: 0.5 }, legend: 'half of them' },
      { metric: CALLS, show: { quantile: 0.95 }, legend: '95 %' },
      { metric: CALLS, show: { quantile: 0.99 }, legend: '99 %' },
    ],
  },
  {
    title: 'Calls by kind',
    description: 'What the application asks of Twilio, and so which permissions it needs.',
    unit: 'calls/s',
    queries: [{ metric: CALLS, show: 'per-second', by: ['http.request.method', 'url.template'] }],
  },
  {
    title: 'Requests beyond the first one of a call',
    description:
      'Repeats after 429, lost connections, errors of reads, and tokens that were revoked.',
    unit: 'calls/s',
    queries: [{ metric: 'twilio.api.call.resends', show: 'per-second', by: ['server.address'] }],
  },
  {
    title: 'OAuth tokens',
    description:
      'Fetched, not fetched, and rejected by an API. While a failure is in the background, no call waits.',
    unit: 'count',
    queries: [
      {
        metric: 'twilio.oauth.token.fetch.duration',
        show: 'count',
        legend: 'fetched',
        color: GOOD,
      },
      {
        metric: 'twilio.oauth.token.failures',
        show: 'count',
        by: ['error.type'],
        legend: 'failed: ',
      },
      { metric: 'twilio.oauth.token.rejections', show: 'count', legend: 'rejected by an API' },
    ],
  },
  {
    title: 'Webhooks',
    description: 'Verified webhooks, and the reasons of those that were rejected.',
    unit: 'webhooks/s',
    queries: [
      {
        metric: 'twilio.webhooks',
        show: 'per-second',
        where: { 'twilio.outcome': 'accepted' },
        legend: 'accepted',
        color: GOOD,
      },
      {
        metric: 'twilio.webhooks',
        show: 'per-second',
        where: { 'twilio.outcome': 'rejected' },
        by: ['error.type'],
        legend: 'rejected: ',
      },
    ],
  },
  {
    title: 'Calls refused before they were sent',
    description:
      'Calls that the credential cannot make, such as those outside of its declared permissions.',
    unit: 'count',
    queries: [
      { metric: 'twilio.capability.refusals', show: 'count', by: ['twilio.rule'], color: BAD },
    ],
  },
  {
    title: 'Credentials replaced',
    description: 'Rotations without a restart, by what caused them.',
    unit: 'count',
    queries: [{ metric: 'twilio.credential.rotations', show: 'count', by: ['twilio.trigger'] }],
  },
];
