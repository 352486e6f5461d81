import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RouteRequests } from '../../test/support/route-requests.js';
import { basic, send } from '../../test/support/send.js';
import type { Received } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';
import { routes } from './routes.js';
import { TWILIO_PARAMETERS } from './twilio-parameters.generated.js';

/** Every parameter of Twilio's specification, for each operation that the emulator has. */
const PARAMETERS = routes.flatMap((route) => {
  const name = `${route.verb} ${route.path}`;
  return (TWILIO_PARAMETERS[name]?.split(' ') ?? []).map((parameter) => ({
    name,
    parameter,
    route,
    isHonoured: route.parameters.includes(parameter),
  }));
});

/** Values that must change an answer; any other parameter is set to nonsense. */
const PROBES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PageSize: { PageSize: '1' },
  Page: { Page: '3' },
  AreaCode: { PhoneNumber: '', AreaCode: 'nonsense' },
  Twiml: { Url: '', Twiml: '<Response/>' },
};
/** Parameters without which the request fails, if they have taken another one's part. */
const INSTEAD: Readonly<Record<string, Readonly<Record<string, string>>>> = { Twiml: { Url: '' } };

describe('every parameter that Twilio knows', () => {
  let twilio: TwilioEmulator;
  let requests: RouteRequests;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({ now: () => 1_800_000_000_000 });
    requests = new RouteRequests(twilio);
    for (const route of routes) {
      // So that every list has something in it.
      if (route.verb === 'POST') await requests.send(route, await requests.params(route));
    }
  });
  afterAll(() => twilio.stop());

  it.each(PARAMETERS.filter(({ isHonoured }) => isHonoured))(
    '$parameter of $name has an effect',
    async ({ parameter, route }) => {
      const instead = INSTEAD[parameter] ?? {};
      const without = await requests.send(route, { ...(await requests.params(route)), ...instead });
      if (INSTEAD[parameter] === undefined) expect(without.status, without.text).toBeLessThan(300);
      const probe =
        parameter === 'PageToken'
          ? { PageToken: `PA${firstOf(without)}` }
          : (PROBES[parameter] ?? { [parameter]: 'nonsense' });
      const answer = await requests.send(route, { ...(await requests.params(route)), ...probe });
      expect(withoutChance(answer)).not.toEqual(withoutChance(without));
    },
  );

  it.each(PARAMETERS.filter(({ isHonoured }) => !isHonoured))(
    '$parameter of $name is named in a 501',
    async ({ parameter, route }) => {
      const { status, json } = await requests.send(route, {
        ...(await requests.params(route)),
        [parameter]: 'nonsense',
      });
      expect(status).toBe(501);
      expect(json).toMatchObject({ code: 501, emulator: true, parameters: [parameter] });
      expect(json['message']).toContain(parameter);
    },
  );

  it('is walked: more than two hundred of them', () => {
    expect(PARAMETERS.length).toBeGreaterThan(200);
  });

  it.each([
    ['is refused in the query of a POST, which would drop it', '?MaxPrice=1', {}, 501, []],
    ['may be there without a value', '', { MaxPrice: '' }, 201, []],
    ['is not confused with an unknown one, which Twilio ignores', '', { Hue: '1' }, 201, ['Hue']],
  ])('%s', async (_title, query, more, status, ignored) => {
    const path = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json${query}`;
    const form = { To: '+15551234567', From: '+15005550010', Body: 'x', ...more };
    const authorization = basic(twilio.account.sid, twilio.account.authToken);
    expect((await send(twilio, path, { authorization, form })).status).toBe(status);
    expect(twilio.requests.at(-1)?.ignored).toEqual(ignored);
  });

  it('is not named to a caller who may not make the request', async () => {
    const path = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
    const form = { MaxPrice: '1' };
    const authorization = basic(twilio.account.sid, 'wrong');
    expect((await send(twilio, path, { authorization, form })).status).toBe(401);
  });
});

/** What the list is paged by: the SID of its first item, or a usage record's category. */
function firstOf({ json }: Received): string {
  const list = Object.values(json).find((value) => Array.isArray(value)) ?? [];
  const [first] = list as { sid?: string; category?: string }[];
  return first?.sid ?? first?.category ?? '';
}

/** An answer without what differs from request to request: SIDs, secrets, numbers and links. */
function withoutChance({ status, json }: Received): string {
  const text = JSON.stringify({ status, json }, (key, value: unknown) =>
    /^(?:(?:.*_)?(?:uri|url|links)|url|uri|secret|.*_token|.*_time)$/.test(key) &&
    !/^(?:sms|voice)_/.test(key)
      ? undefined
      : value,
  );
  return text
    .replace(/[A-Z]{2}[0-9a-f]{32}/g, '')
    .replace(/\+\d{4,5}777\d{4}|\(555\) 777-\d{4}/g, '');
}
