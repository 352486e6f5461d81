import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { AccessTokenIssuer } from './access-token-issuer.js';
import type { AccessTokenGrants } from './access-token-request.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { signingAccount } from '#test/support/signing-account.js';

const issuer = new AccessTokenIssuer(signingAccount(), { clock: new FakeClock(0) });

function errorOf(grants: unknown): unknown {
  try {
    return issuer.issue({ identity: 'alice', grants: grants as AccessTokenGrants });
  } catch (error) {
    return error;
  }
}

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;

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
      { voice: { outgoingApplicationSid: 'AP1', outgoingApplicationParams: 'a=1' } },
      'grants.voice.outgoingApplicationParams',
    ],
    [
      'parameters with a cycle',
      { voice: { outgoingApplicationSid: 'AP1', outgoingApplicationParams: cycle } },
      'grants.voice.outgoingApplicationParams',
    ],
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
  it('are its own, never inherited ones', () => {
    const grants = { voice: Object.create({ incomingAllow: true }) as object };
    const { token } = issuer.issue({ identity: 'alice', grants });
    expect(decodeJwt(token)['grants']).toEqual({ identity: 'alice', voice: {} });
  });
});
