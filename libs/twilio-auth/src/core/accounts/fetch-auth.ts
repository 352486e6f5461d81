import { CredentialReadError, type ReadFailure } from '../config/credential-read-error.js';
import { foundType } from '../config/found-text.js';
import type { Problems } from '../config/problems.js';
import type { OptionSource } from '../config/schema/check.js';
import type { Clock } from '../primitives/clock.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { TimeLimitError, withTimeLimit } from '../primitives/time-limit.js';
import { withoutUndefined } from '../primitives/without-undefined.js';

/** What `auth` is, or returned. `reported`: it could not be fetched, and the problems say why. */
interface FetchedAuth {
  readonly auth?: unknown;
  readonly reported: boolean;
}

const FETCH_LIMIT_MS = 10_000;

const REJECTED: ReadFailure = {
  expected: 'the function threw or rejected',
  remedy:
    'Its error is not shown, because it may contain a secret; call the function by itself to see it.',
};
const TOO_SLOW: ReadFailure = {
  expected: `the function did not return the credential within ${FETCH_LIMIT_MS / 1000} seconds`,
  remedy: 'Check the secrets manager that the function calls.',
};
const OTHER_ACCOUNT: ReadFailure = {
  expected: 'the credential is of another account than accountSid',
  remedy: 'Fetch the credential of this account, or configure the other one under its own name.',
};

/** Calls `auth` where it is a function. It may return the SID of its account as well. */
export async function fetchAuth(
  given: unknown,
  accountSid: unknown,
  source: OptionSource,
  { problems, clock }: { readonly problems: Problems; readonly clock: Clock },
): Promise<FetchedAuth> {
  if (typeof given !== 'function') return { auth: given, reported: false };
  const report = (failure: ReadFailure, field?: string): FetchedAuth => {
    const path = field === undefined ? source.path : `${source.path}.${field}`;
    const variable = own({ ...source.variables })[field ?? ''];
    problems.add({ path, ...withoutUndefined({ variable }), ...failure });
    return { reported: true };
  };
  let fetched: unknown;
  try {
    fetched = await withTimeLimit(clock, FETCH_LIMIT_MS, given as () => unknown);
  } catch (error) {
    if (error instanceof CredentialReadError) return report(error.failure, error.field);
    return report(error instanceof TimeLimitError ? TOO_SLOW : REJECTED);
  }
  if (!isObject(fetched)) {
    return report({
      expected: `the function returned no object with a method${foundType(fetched)}`,
      remedy: "Return { method: '…', … } with the fields of that method, or a promise of it.",
    });
  }
  const { accountSid: its, ...auth } = own(fetched);
  if (its !== undefined && its !== accountSid) return report(OTHER_ACCOUNT);
  return { auth: own(auth), reported: false };
}
