import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import type { Outgoing, Received } from '../../test/support/send.js';
import { OTHERS, specFolder, SYNC, type SpecFolder } from '../../test/support/spec-folder.js';
import { TwilioEmulator } from '../server/emulator.js';

const SERVICE = `IS${'a'.repeat(32)}`;
const DOCUMENTS = `/v1/Services/${SERVICE}/Documents`;

describe('An operation that is answered from its specification', () => {
  let folder: SpecFolder;
  let twilio: TwilioEmulator;
  beforeAll(async () => {
    folder = await specFolder({ 'twilio_sync_v1.json': SYNC, 'twilio_others.json': OTHERS });
    twilio = await TwilioEmulator.start({ specs: folder.path });
  });
  afterAll(async () => {
    await twilio.stop();
    await folder[Symbol.asyncDispose]();
  });

  const ask = (path: string, outgoing: Outgoing = {}): Promise<Received> =>
    send(twilio, path, {
      host: 'sync.twilio.com',
      authorization: basic(twilio.account.sid, twilio.account.authToken),
      ...outgoing,
    });

  it('repeats its path, its account and its parameters, and invents the rest', async () => {
    const form = { UniqueName: 'MyFirstDocument', Revision: '7' };
    const { status, json } = await ask(DOCUMENTS, { form });
    expect(status).toBe(201);
    const sid = String(json['sid']);
    expect(json).toEqual({
      sid: expect.stringMatching(/^ET[0-9a-f]{32}$/),
      account_sid: twilio.account.sid,
      service_sid: SERVICE,
      unique_name: 'MyFirstDocument',
      status: 'open',
      revision: 7,
      date_created: '2026-01-01T00:00:00Z',
      url: `https://sync.twilio.com${DOCUMENTS}/${sid}`,
    });
    expect((await ask(`${DOCUMENTS}/${sid}`)).json).toMatchObject({
      sid,
      url: `https://sync.twilio.com${DOCUMENTS}/${sid}`,
    });
  });

  it('is the same for the same request, and another one for other parameters', async () => {
    const sidOf = async (name: string): Promise<unknown> =>
      (await ask(DOCUMENTS, { form: { UniqueName: name } })).json['sid'];
    expect(await sidOf('a')).toBe(await sidOf('a'));
    expect(await sidOf('a')).not.toBe(await sidOf('b'));
  });

  it('lists one item with what was filtered by, and nothing on later pages', async () => {
    const { json } = await ask(`${DOCUMENTS}?Status=closed&PageSize=5`);
    expect(json).toMatchObject({
      documents: [{ status: 'closed', service_sid: SERVICE, account_sid: twilio.account.sid }],
      meta: { page: 0, next_page_url: null, key: 'documents' },
    });
    const later = await ask(`${DOCUMENTS}?Page=1`);
    expect(later.json).toMatchObject({ documents: [], meta: { page: 1, next_page_url: null } });
  });

  it('lists what can be fetched', async () => {
    const [listed] = (await ask(DOCUMENTS)).json['documents'] as Record<string, unknown>[];
    expect((await ask(`${DOCUMENTS}/${String(listed?.['sid'])}`)).json).toEqual(listed);
  });

  it('has no body where the specification has none', async () => {
    const { status, text } = await ask(`${DOCUMENTS}/ET1`, { method: 'DELETE' });
    expect([status, text]).toEqual([204, '']);
  });

  it.each([
    ['without a required parameter', {}, 'Missing required parameter UniqueName in the post body'],
    ['with a word for a number', { UniqueName: 'a', Revision: 'x' }, 'Invalid parameter Revision'],
    ['with an unknown word', { UniqueName: 'a', Status: 'ajar' }, 'Invalid parameter Status'],
  ])('is refused %s', async (_title, form, message) => {
    const { status, json } = await ask(DOCUMENTS, { form: form as Record<string, string> });
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 20001, message });
  });

  it('ignores a parameter that Twilio does not know, and logs it', async () => {
    expect((await ask(DOCUMENTS, { form: { UniqueName: 'a', Hue: '1' } })).status).toBe(201);
    expect(twilio.requests.at(-1)?.ignored).toEqual(['Hue']);
  });

  it('is found by its most exact path, also where a resource is emulated by hand', async () => {
    expect((await ask(`${DOCUMENTS}/Newest`)).json).toEqual({});
    const usecases = await ask('/v1/Services/Usecases', { host: 'messaging.twilio.com' });
    expect(usecases.json).toHaveProperty('usecases');
    const service = await ask('/v1/Services/MG1', { host: 'messaging.twilio.com' });
    expect(service.json['code']).toBe(20404);
  });

  it('needs the host where products share its path', async () => {
    const base = { host: new URL(twilio.url).host };
    const { status, json } = await ask('/v1/Shared', base);
    expect(status).toBe(501);
    expect(json['message']).toContain('may mean');
    expect(json['message']).toContain('video.twilio.com');
    expect((await ask('/v1/Shared')).status).toBe(200);
    expect((await ask(DOCUMENTS, base)).status).toBe(200);
    expect((await ask('/v1/Shared', { ...base, authorization: basic('AC1', 'x') })).status).toBe(
      401,
    );
  });

  it.each([
    ['no specification has', '/v1/Nothing'],
    ['would make up a token', '/v1/token'],
  ])('is still answered with 501 if it %s', async (_title, path) => {
    expect((await ask(path, { method: 'POST' })).status).toBe(501);
  });
});
