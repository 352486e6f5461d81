import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isPermission, permissionFor, type RequestPermission } from 'twilio-permissions';
import {
  pathsOfSdkSources,
  sdkOperations,
  type SdkOperations,
} from '#test/support/sdk-operations.js';

/** Files of the SDK that nothing in it imports. */
const UNREACHABLE = ['insights/v3/result.js', 'oauth/v2/oauthAuthorizationServer.js'];

/** What the catalogue says of a line such as `GET api.twilio.com/2010-04-01/Accounts/*.json`. */
function lookUp(request: string): RequestPermission {
  const [, method = '', host = '', path = ''] = /^(\w+) ([^/]+)(.*)$/.exec(request) ?? [];
  return permissionFor({ method, host, path });
}

// Every method of every resource is called; a new version of the SDK may change the numbers, and
// the difference in the file shows which requests the catalogue should learn.
describe('Every request of the SDK', () => {
  let operations: SdkOperations;
  let found: ReadonlyMap<string, RequestPermission>;
  beforeAll(async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    operations = await sdkOperations();
    warn.mockRestore();
    found = new Map(operations.requests.map((request) => [request, lookUp(request)]));
  }, 120_000);

  it('was seen: no method failed to ask, and no source file of the SDK was left out', () => {
    expect(operations.failures).toEqual([]);
    const paths = [...new Set(operations.requests.map((request) => request.replace(/.* /, '')))];
    const missed = pathsOfSdkSources().filter(
      ({ paths: wanted }) => !wanted.some((path) => paths.some((seen) => seen.endsWith(path))),
    );
    expect(missed.map(({ file }) => file.replaceAll('\\', '/')).toSorted()).toEqual(UNREACHABLE);
  });

  it('is mapped, unsupported or unknown, as the file says', async () => {
    const counts = { mapped: 0, unsupported: 0, unknown: 0 };
    for (const { kind } of found.values()) counts[kind] += 1;
    process.stdout.write(
      `Requests of the SDK: ${JSON.stringify(counts)}, from ${operations.calls} calls.\n`,
    );
    const unknown = [...found].flatMap(([request, { kind }]) =>
      kind === 'unknown' ? request : [],
    );
    await expect(
      [`${JSON.stringify(counts)}; unknown are:`, ...unknown, ''].join('\n'),
    ).toMatchFileSnapshot('sdk-permissions.txt');
  });

  it('that is mapped needs a permission that exists', () => {
    const names = [...found.values()].flatMap((answer) =>
      answer.kind === 'mapped' ? [answer.permission] : [],
    );
    expect(names.filter((name) => !isPermission(name))).toEqual([]);
  });
});
