import { decodeJwt, decodeProtectedHeader } from 'jose';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { ACCOUNT_SID, KEY_SECRET, KEY_SID, signingAccount } from '#test/support/signing-account.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { AccessTokenIssuer } from './access-token-issuer.js';
import type { AccessTokenGrants } from './access-token-request.js';

const { AccessToken } = twilio.jwt;

type SdkGrant = InstanceType<typeof AccessToken.VoiceGrant | typeof AccessToken.PlaybackGrant>;

function sdkToken(grants: readonly unknown[], region?: string): string {
  const options = { identity: 'alice', ttl: 600, nbf: 1_700_000_000, region };
  const token = new AccessToken(ACCOUNT_SID, KEY_SID, KEY_SECRET, withoutUndefined(options));
  for (const grant of grants) token.addGrant(grant as SdkGrant);
  return token.toJwt();
}

function ourToken(grants: AccessTokenGrants, region?: string): string {
  const account = signingAccount(withoutUndefined({ keyRegion: region }));
  const issuer = new AccessTokenIssuer(account, { clock: new FakeClock(Date.now()) });
  return issuer.issue({ identity: 'alice', grants, ttlSeconds: 600, notBefore: 1_700_000_000 })
    .token;
}

const sid = (prefix: string): string => prefix + 'a1'.repeat(16);
const voice = {
  incomingAllow: true,
  outgoingApplicationSid: sid('AP'),
  outgoingApplicationParams: { room: 'a "b"', n: 1 },
  pushCredentialSid: sid('CR'),
  endpointId: 'phone',
};
const chat = {
  serviceSid: sid('IS'),
  endpointId: 'web/é',
  deploymentRoleSid: sid('RL'),
  pushCredentialSid: sid('CR'),
};
const sync = { serviceSid: 'default', endpointId: 'tab' };
const taskRouter = { workspaceSid: sid('WS'), workerSid: sid('WK'), role: 'worker' };
const playback = {
  requestCredentials: null,
  playbackUrl: 'https://example.com/a?b=c',
  nested: [1],
};

describe("the claims are those of the SDK's AccessToken", () => {
  it.each<[string, AccessTokenGrants, () => unknown[]]>([
    ['voice, every field', { voice }, () => [new AccessToken.VoiceGrant(voice)]],
    [
      'voice that may only call',
      { voice: { incomingAllow: false, outgoingApplicationSid: sid('AP') } },
      () => [
        new AccessToken.VoiceGrant({ incomingAllow: false, outgoingApplicationSid: sid('AP') }),
      ],
    ],
    ['one video room', { video: { room: 'r' } }, () => [new AccessToken.VideoGrant({ room: 'r' })]],
    ['any video room', { video: {} }, () => [new AccessToken.VideoGrant({})]],
    ['chat', { chat }, () => [new AccessToken.ChatGrant(chat)]],
    ['sync', { sync }, () => [new AccessToken.SyncGrant(sync)]],
    ['taskRouter', { taskRouter }, () => [new AccessToken.TaskRouterGrant(taskRouter)]],
    ['playback', { playback }, () => [new AccessToken.PlaybackGrant({ grant: playback })]],
    [
      'several at once',
      { voice, chat, sync },
      () => [
        new AccessToken.VoiceGrant(voice),
        new AccessToken.ChatGrant(chat),
        new AccessToken.SyncGrant(sync),
      ],
    ],
  ])('%s', (_, grants, sdkGrants) => {
    const { jti: ourId, iat: ourIat, exp: ourExp, ...ours } = decodeJwt(ourToken(grants));
    const {
      jti: theirId,
      iat: theirIat,
      exp: theirExp,
      ...theirs
    } = decodeJwt(sdkToken(sdkGrants()));
    expect(ours).toEqual(theirs);
    expect(ourExp! - ourIat!).toBe(theirExp! - theirIat!);
    expect(ourId!.slice(0, 34)).toBe(theirId!.slice(0, 34));
  });

  it('and so is the header, with a region and without', () => {
    const grants = { chat: {} };
    const sdk = [new AccessToken.ChatGrant({})];
    expect(decodeProtectedHeader(ourToken(grants))).toEqual(decodeProtectedHeader(sdkToken(sdk)));
    expect(decodeProtectedHeader(ourToken(grants, 'ie1'))).toEqual(
      decodeProtectedHeader(sdkToken(sdk, 'ie1')),
    );
  });
});
