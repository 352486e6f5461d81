import { flawOfPermissions } from '../permission-names.js';
import { Rule } from './rules.js';

/** A list of permissions, each of the right form. Unknown names are a warning of the policy. */
export const ArePermissions = (): PropertyDecorator =>
  Rule(
    'permissions',
    (value) => flawOfPermissions(value) === undefined,
    (value) => flawOfPermissions(value)!.expected,
    (value) => flawOfPermissions(value)!.remedy,
  );
