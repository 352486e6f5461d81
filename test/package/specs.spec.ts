import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { TwilioEmulator } from '../../libs/twilio-emulator/src/index.js';
import { routes } from '../../libs/twilio-emulator/src/resources/routes.js';
import { RouteRequests } from '../../libs/twilio-emulator/test/support/route-requests.js';
import { operationKey } from '../../libs/twilio-emulator/test/support/sdk-operations.js';
import { downloadSpecs, readSpecFiles } from './openapi/cli-core.js';
import { OperationCheck } from './openapi/operation-check.js';
import { operationsOf, type FileOperation } from './openapi/spec-operations.js';
import { Validator } from './openapi/validator.js';

/** What is answered with 501 on purpose: tokens are never made up. */
const OF_TOKENS = /\/(?:token|authorize|oauth-authorization-server)$/;
const TOKENS = 7;

/** Where our answers differ from the specification, because Twilio's own examples in it do too. */
const DIFFERENCES: readonly (readonly [key: RegExp, problem: RegExp, reason: string])[] = [
  [
    /Usage\/Records/,
    /^\/usage_records\/\d+\/price /,
    'a price is a string, "0", in its examples and a number in its schema',
  ],
  [
    /v2\/PhoneNumbers/,
    /^\/\w+ must be object$/,
    'a data package that was not asked for is null in its examples and an object in its schema',
  ],
];

/** What a reader of the log sees, also where the test passes. */
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const keyOf = ({ verb, host, path }: FileOperation): string =>
  operationKey(verb, host.split('.')[0] ?? '', path);
const BY_HAND = new Map(
  routes.map((route) => [operationKey(route.verb, route.product, route.path), route]),
);

describe("the emulator with Twilio's specifications", () => {
  let twilio: TwilioEmulator;
  let operations: readonly FileOperation[];
  let checkOf: (operation: FileOperation) => OperationCheck;
  beforeAll(async () => {
    const folder = await downloadSpecs(inject('packed').folder);
    const files = await readSpecFiles(folder);
    operations = files.flatMap(operationsOf);
    twilio = await TwilioEmulator.start({ specs: folder });
    const checks = new Map(
      files.map(({ document }) => [document, new OperationCheck(twilio, new Validator(document))]),
    );
    checkOf = ({ document }) => {
      const check = checks.get(document);
      if (check === undefined) throw new Error('a file without a validator');
      return check;
    };
  });
  afterAll(() => twilio?.stop());

  it('answers every operation that is not emulated by hand as its schema says', async () => {
    const byHand = operations.filter((operation) => BY_HAND.has(keyOf(operation)));
    const tokens = operations.filter(
      (operation) => OF_TOKENS.test(operation.path) && !byHand.includes(operation),
    );
    const others = operations.filter((each) => !byHand.includes(each) && !tokens.includes(each));
    const failures: string[] = [];
    for (const operation of others) {
      const problems = await checkOf(operation).problemsOf(operation);
      const [problem] = [...problems, ...(await checkOf(operation).refusalProblems(operation))];
      if (problem !== undefined) failures.push(`${operation.file} ${keyOf(operation)}: ${problem}`);
    }
    print(
      `${others.length - failures.length} of ${operations.length} operations are answered from the ` +
        `specifications and validate; ${byHand.length} are emulated by hand, and ${tokens.length} ` +
        `are about tokens, which are never made up: ${tokens.map(keyOf).join(', ')}`,
    );
    expect(failures).toEqual([]);
    expect(tokens).toHaveLength(TOKENS);
    expect(others.length).toBeGreaterThan(1500);
  });

  it('answers what is emulated by hand as its schema says', async () => {
    const requests = new RouteRequests(twilio);
    const failures: string[] = [];
    const known = operations
      .filter((operation) => BY_HAND.has(keyOf(operation)))
      // What is deleted is needed by the others.
      .toSorted((one, other) => Number(one.verb === 'DELETE') - Number(other.verb === 'DELETE'));
    for (const operation of known) {
      const route = BY_HAND.get(keyOf(operation));
      if (route === undefined) continue;
      const answer = await requests.send(route, await requests.params(route));
      const problems = checkOf(operation).answerProblems(operation, answer);
      const isAccepted = (problem: string): boolean =>
        DIFFERENCES.some(([key, text]) => key.test(route.path) && text.test(problem));
      const rest = problems.filter((problem) => !isAccepted(problem));
      if (rest.length > 0) failures.push(`${keyOf(operation)}: ${rest.join('; ')}`);
    }
    print(`${known.length - failures.length} of ${known.length} operations emulated by hand`);
    for (const [key, , reason] of DIFFERENCES) print(`except in ${key.source}: ${reason}`);
    expect(failures).toEqual([]);
  });
});
