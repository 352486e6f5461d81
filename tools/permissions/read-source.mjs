import { readFile } from 'node:fs/promises';

const ACTIONS = ['read', 'list', 'create', 'update', 'delete'];
const NAME_EVIDENCE = ['docs', 'live', 'catalogue', 'derived'];
const REQUEST_EVIDENCE = ['docs', 'live', 'derived-by-name'];
const STATUS = ['unsupported', 'ambiguous', 'unpublished', 'token-endpoint'];
const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];
const WORD = '[a-z0-9]+(?:-[a-z0-9]+)*';
const NAME = new RegExp(`^/twilio/${WORD}/${WORD}(?:\\.${WORD})*/(?:${ACTIONS.join('|')})$`);
const HOST = /^[a-z]+(?:-[a-z]+)*\.twilio\.com$/;
const PATH = /^(?:\/(?:[\w.-]+|\{\w+\}(?:\.json)?))+$/;

/**
 * Reads the three files of the source and checks everything that a slip of the hand can break.
 *
 * @throws an error that lists every problem
 */
export async function readSource(folder) {
  const read = async (name) => JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));
  const [names, mapped, without] = await Promise.all(
    ['permissions', 'requests', 'without-permission'].map(read),
  );
  const problems = [
    ...checkNames(names),
    ...checkRequests(mapped.requests, names.permissions),
    ...checkWithout(without, names.permissions),
    ...checkConflicts([...mapped.requests, ...without.operations]),
    ...[mapped, without].flatMap(({ asOf }) =>
      asOf === names.asOf ? [] : [`asOf differs: ${asOf} and ${names.asOf}`],
    ),
  ];
  if (problems.length > 0)
    throw new Error(['The source of the permissions:', ...problems].join('\n'));
  return { asOf: names.asOf, names, requests: mapped.requests, ...without };
}

function checkNames({ asOf, unpublished, permissions }) {
  return [
    ...(/^\d{4}-\d\d-\d\d$/.test(asOf) ? [] : [`asOf is no date: ${asOf}`]),
    ...Object.keys(unpublished).flatMap((product) =>
      new RegExp(`^${WORD}$`).test(product) ? [] : [`no product: ${product}`],
    ),
    ...permissions.flatMap(({ name, evidence, note }) => [
      ...(NAME.test(name) ? [] : [`${name}: not the form of a permission`]),
      ...oneOf(NAME_EVIDENCE, evidence, name),
      ...text(note, name),
    ]),
    ...sorted(permissions.map(({ name }) => name)),
  ];
}

function checkRequests(requests, permissions) {
  const known = new Set(permissions.map(({ name }) => name));
  return [
    ...requests.flatMap((request) => [
      ...checkOperation(request),
      ...(known.has(request.permission)
        ? []
        : [`${idOf(request)}: needs ${request.permission}, no name`]),
      ...oneOf(REQUEST_EVIDENCE, request.evidence, idOf(request)),
      ...text(request.note, idOf(request)),
    ]),
    ...sorted(requests.map(idOf)),
  ];
}

function checkWithout({ products, operations, permissionsWithoutOperation }, permissions) {
  const known = new Set(permissions.map(({ name }) => name));
  return [
    ...[...products, ...operations].flatMap((entry) => [
      ...oneOf(STATUS, entry.status, idOf(entry)),
      ...(entry.reason ? text(entry.reason, idOf(entry)) : [`${idOf(entry)}: no reason`]),
      ...(entry.status === 'unsupported' && entry.candidate
        ? [`${idOf(entry)}: unsupported, and has a candidate`]
        : []),
      ...(known.has(entry.wouldBe) ? [`${idOf(entry)}: ${entry.wouldBe} exists`] : []),
    ]),
    ...operations.flatMap(checkOperation),
    ...sorted(operations.map(idOf)),
    ...sorted(products.map(idOf)),
    ...permissionsWithoutOperation.flatMap(({ permission }) =>
      known.has(permission) ? [] : [`${permission}: no name`],
    ),
  ];
}

function checkOperation({ method, host, path }) {
  const id = idOf({ method, host, path });
  return [
    ...oneOf(METHODS, method, id),
    ...(HOST.test(host) ? [] : [`${id}: no host of Twilio`]),
    ...(PATH.test(path) ? [] : [`${id}: no path`]),
  ];
}

/** Two entries for one request, whatever its parameters are called. */
function checkConflicts(operations) {
  const ids = operations.map((operation) => idOf(operation).replaceAll(/\{\w+\}/g, '{}'));
  const seen = new Set();
  return ids.filter((id) => seen.has(id) || !seen.add(id)).map((id) => `${id}: twice`);
}

const idOf = ({ method, host, path }) => `${host}${path}${method ? ` ${method}` : ''}`;

const oneOf = (values, value, what) =>
  values.includes(value) ? [] : [`${what}: ${value} is none of ${values.join(', ')}`];

/** Notes and reasons are shown to people, in one line. */
const text = (value, what) =>
  value === undefined || (typeof value === 'string' && /^\S[^\n`\\]*$/.test(value))
    ? []
    : [`${what}: no text of one line`];

function sorted(keys) {
  const first = keys.find((key, index) => index > 0 && keys[index - 1] >= key);
  return first === undefined ? [] : [`${first}: not in alphabetical order, or twice`];
}
