import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { AccessTokenIssuer } from './access-token-issuer.js';
import type { AccessTokenGrants } from './access-token-request.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { signingAccount } from '#test/support/signing-account.js';
import { thrownBy } from '#test/support/thrown.js';

const issuer = new AccessTokenIssuer(signingAccount(), { clock: new FakeClock(0) });

const errorOf = (grants: unknown): unknown =>
  thrownBy(() => issuer.issue({ identity: 'alice', grants: grants as AccessTokenGrants }));

const AP = `AP${'a1'.repeat(16)}`;
const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;

const WK = `WK${'a1'.repeat(16)}`;
const SID_OF = {
  app: 'grants.voice.outgoingApplicationSid',
  workspace: 'grants.taskRouter.workspaceSid',
  worker: 'grants.taskRouter.workerSid',
};

describe('grants are rejected', () => {
  it.each([
    ['no value', undefined, 'grants'],
    ['null', null, 'grants'],
    ['a list', [], 'grants'],
    ['an empty object', {}, 'grants'],
    ['only undefined ones', { voice: undefined }, 'grants'],
    ['an unknown one', { fax: {} }, 'grants.fax'],
    ['the name of the token for the name of the option', { data_sync: {} }, 'grants.data_sync'],
    ['one inherited from Object', { constructor: {} }, 'grants.constructor'],
    ['null for a grant', { voice: null }, 'grants.voice'],
    ['true for a grant', { video: true }, 'grants.video'],
    ['a list for a grant', { chat: [] }, 'grants.chat'],
    ['a typo in a field', { chat: { serviceSID: 'IS1' } }, 'grants.chat.serviceSID'],
    ['a typo in voice', { voice: { incoming: true } }, 'grants.voice.incoming'],
    ['a number for a SID', { sync: { serviceSid: 7 } }, 'grants.sync.serviceSid'],
    [
      'a list of a SID',
      { sync: { serviceSid: [`IS${'a1'.repeat(16)}`] } },
      'grants.sync.serviceSid',
    ],
    ['an empty room', { video: { room: '' } }, 'grants.video.room'],
    ['an empty SID', { taskRouter: { workspaceSid: '' } }, 'grants.taskRouter.workspaceSid'],
    ['null for a room', { video: { room: null } }, 'grants.video.room'],
    ["'true' for a flag", { voice: { incomingAllow: 'true' } }, 'grants.voice.incomingAllow'],
    [
      'parameters without an application',
      { voice: { outgoingApplicationParams: { a: '1' } } },
      'grants.voice.outgoingApplicationParams',
    ],
    [
      'parameters that are text',
      { voice: { outgoingApplicationSid: AP, outgoingApplicationParams: 'a=1' } },
      'grants.voice.outgoingApplicationParams',
    ],
    [
      'parameters with a cycle',
      { voice: { outgoingApplicationSid: AP, outgoingApplicationParams: cycle } },
      'grants.voice.outgoingApplicationParams',
    ],
    ['a voice grant that allows nothing', { voice: {} }, 'grants.voice'],
    ['voice that is off', { voice: { incomingAllow: false, endpointId: 'x' } }, 'grants.voice'],
    ['an application of another kind', { voice: { outgoingApplicationSid: 'SK1' } }, SID_OF.app],
    ['a short SID', { voice: { outgoingApplicationSid: AP.slice(1) } }, SID_OF.app],
    ['a SID with a space', { voice: { outgoingApplicationSid: `${AP} ` } }, SID_OF.app],
    [
      'a push credential of another kind',
      { voice: { incomingAllow: true, pushCredentialSid: AP } },
      'grants.voice.pushCredentialSid',
    ],
    ['a chat service of another kind', { chat: { serviceSid: AP } }, 'grants.chat.serviceSid'],
    ['the default chat service', { chat: { serviceSid: 'default' } }, 'grants.chat.serviceSid'],
    ['a Sync service of another kind', { sync: { serviceSid: 'ZS1' } }, 'grants.sync.serviceSid'],
    ['a worker for a workspace', { taskRouter: { workspaceSid: WK } }, SID_OF.workspace],
    ['a workspace for a worker', { taskRouter: { workerSid: `WS${WK.slice(2)}` } }, SID_OF.worker],
    ['the resource around a playback grant', { playback: { grant: { a: 1 } } }, 'grants.playback'],
    ['an empty playback grant', { playback: {} }, 'grants.playback'],
    ['playback with a cycle', { playback: cycle }, 'grants.playback'],
    ['playback that is not an object', { playback: 'grant' }, 'grants.playback'],
  ])('with %s', (_, grants, reason) => {
    expect(errorOf(grants)).toMatchObject({
      code: 'TWILIO_AUTH_ACCESS_TOKEN_INVALID',
      reason,
      message: expect.stringContaining('20106'),
    });
  });
});

describe('the fields of a grant', () => {
  it('say what a SID must be, and which name may take its place', () => {
    const message = (grants: object) => String(errorOf(grants));
    expect(message({ sync: { serviceSid: 'x' } })).toContain(
      "must be IS and 32 hexadecimal digits, or 'default'",
    );
    expect(message({ chat: { serviceSid: 'x' } })).toContain(
      'must be IS and 32 hexadecimal digits (',
    );
  });

  it('may be undefined, also one that does not exist', () => {
    const grants = { chat: { endpointId: undefined, endpoint: undefined } } as object;
    const { token } = issuer.issue({ identity: 'alice', grants });
    expect(decodeJwt(token)['grants']).toEqual({ identity: 'alice', chat: {} });
  });

  it('are its own, never inherited ones', () => {
    const grants = { chat: Object.create({ endpointId: 'inherited' }) as object };
    const { token } = issuer.issue({ identity: 'alice', grants });
    expect(decodeJwt(token)['grants']).toEqual({ identity: 'alice', chat: {} });
    expect(errorOf({ voice: Object.create({ incomingAllow: true }) })).toMatchObject({
      reason: 'grants.voice',
    });
  });
});
