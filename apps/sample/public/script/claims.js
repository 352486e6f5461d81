import { clock, lifetime } from './words.js';

/** What each part of an access token says: https://www.twilio.com/docs/iam/access-tokens. */
export function explainToken({ header, claims }) {
  const { iat, exp, nbf } = claims;
  const { identity, ...grants } = claims.grants ?? {};
  return [
    ['typ, alg', 'A JSON Web Token, signed with HMAC-SHA-256 and the secret of the key below.'],
    ['cty', `${header.cty}: the format of Twilio's access tokens.`],
    [
      'iss',
      `The API key that signed it, ${short(claims.iss)}. Delete the key, and the token ends with it.`,
    ],
    ['sub', `The account that it is for, ${short(claims.sub)}.`],
    ['jti', 'The ID of this token, which no other token has.'],
    [
      'iat, exp',
      `Issued at ${clock(iat * 1000)}, expires at ${clock(exp * 1000)}: ${lifetime((exp - iat) * 1000)}.`,
    ],
    ...(nbf === undefined ? [] : [['nbf', `Not valid before ${clock(nbf * 1000)}.`]]),
    ['grants.identity', `Who holds it: ${identity}. From the session, not from the request.`],
    ...Object.entries(grants).map(([name, grant]) => [`grants.${name}`, meaning(name, grant)]),
    [
      'signature',
      'Of the two parts before it. The secret that made it is not in the token, nor on this page.',
    ],
  ];
}

function meaning(name, grant) {
  if (name !== 'voice') return JSON.stringify(grant);
  const can = [
    ...(grant.incoming?.allow ? ['receive calls'] : []),
    ...(grant.outgoing ? ['make calls'] : []),
  ];
  return `May ${can.join(' and ')}, and nothing else.`;
}

const short = (sid) => `${sid.slice(0, 8)}…`;
