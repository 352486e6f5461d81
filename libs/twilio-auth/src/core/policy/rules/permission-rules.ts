import { unknownPermissions } from '../../config/permission-names.js';
import type { AccountRule } from '../rule.js';

/** One unknown name makes the creation of the whole key fail (error 70002 of the IAM API). */
export const unknownPermissionRule: AccountRule = {
  id: 'unknown-permission',
  title: 'A declared permission that Twilio does not know',
  production: 'warning',
  elsewhere: 'warning',
  scope: 'account',
  remedy: 'Correct the name; `npx nestjs-twilio-auth permissions --check` lists all of them.',
  check: ({ rest }) => {
    const declared = 'permissions' in rest ? (rest.permissions ?? []) : [];
    const unknown = unknownPermissions(declared);
    return unknown.length === 0 ? [] : [`Twilio has no permission ${unknown.join(', ')}.`];
  },
};

/** Twilio recommends restricted keys (https://www.twilio.com/docs/iam/api-keys/restricted-api-keys). */
export const keyCannotBeLeastRule: AccountRule = {
  id: 'key-cannot-be-least',
  title: 'A main or standard key where every call so far fits a restricted one (in reports only)',
  production: 'info',
  elsewhere: 'none',
  scope: 'account',
  remedy:
    'Create a restricted key with this policy. It cannot sign access tokens: give them a standard key of their own (TWILIO_ACCESS_TOKEN_KEY).',
  check: ({ name, rest, region = 'us1' }, { neededPermissions }) => {
    const canBeLess = 'keyType' in rest && (rest.keyType === 'main' || rest.keyType === 'standard');
    const needed = canBeLess && region === 'us1' ? neededPermissions?.(name) : undefined;
    return needed === undefined
      ? []
      : [
          `Every call so far fits a restricted key with the policy ${JSON.stringify({ allow: needed })}.`,
        ];
  },
};
