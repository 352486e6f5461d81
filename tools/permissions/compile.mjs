const ACTIONS = ['read', 'list', 'create', 'update', 'delete'];

/** The module that the library loads: the source without what only its reviewers need. */
export function compile({ asOf, names, requests, products, operations }) {
  const all = names.permissions.map(({ name }) => name);
  const texts = [
    ...new Set([
      ...requests.map(({ note }) => note),
      ...unsupported(products),
      ...unsupported(operations),
    ]),
  ]
    .filter((text) => typeof text === 'string')
    .toSorted();
  const data = {
    asOf,
    unpublished: Object.keys(names.unpublished).toSorted(),
    names: compileNames(all),
    evidence: compileEvidence(names.permissions),
    texts,
    requests: compileRequests(requests, operations, all, texts),
    products: compileProducts(products, texts),
  };
  return [
    '// Generated from ../data by `npm run permissions`. Change it there.',
    "import type { CatalogueData } from './catalogue-data.js';",
    '',
    '/** Parsed when it is called, so that an application which never asks does not pay for it. */',
    'export const readCatalogueData = (): CatalogueData =>',
    `  JSON.parse(\`${pretty(data)}\`) as CatalogueData;`,
    '',
  ].join('\n');
}

const unsupported = (entries) =>
  entries.filter(({ status }) => status === 'unsupported').map(({ reason }) => reason);

/** `{ product: { resource: 'rlcud' } }`: the first letters of the actions. */
function compileNames(all) {
  const products = {};
  for (const name of all) {
    const [, , product, resource, action] = name.split('/');
    const resources = (products[product] ??= {});
    const letters = (resources[resource] ?? '') + action[0];
    resources[resource] = ACTIONS.map(([first]) => first)
      .filter((first) => letters.includes(first))
      .join('');
  }
  return products;
}

/** The names that have better or worse evidence than the catalogue. */
function compileEvidence(permissions) {
  const byEvidence = { docs: [], live: [], derived: [] };
  for (const { name, evidence } of permissions) byEvidence[evidence]?.push(name);
  return byEvidence;
}

/**
 * By host, path and method: the number of the permission (with evidence and note where there is
 * more to say), `{ no: text }` for an unsupported request, `null` for an unknown one.
 */
function compileRequests(requests, operations, all, texts) {
  const hosts = {};
  const add = ({ method, host, path }, value) => {
    const pattern = path
      .slice(1)
      .replaceAll(/\{\w+\}/g, '*')
      .replace(/^(2010.*)\.json$/, '$1');
    ((hosts[labelOf(host)] ??= {})[pattern] ??= {})[method] = value;
  };
  for (const request of requests) {
    const number = all.indexOf(request.permission);
    const { evidence, note } = request;
    if (note !== undefined) add(request, [number, evidence, texts.indexOf(note)]);
    else add(request, evidence === 'derived-by-name' ? number : [number, evidence]);
  }
  for (const operation of operations) {
    const { status, reason } = operation;
    add(operation, status === 'unsupported' ? { no: texts.indexOf(reason) } : null);
  }
  return sortKeys(hosts);
}

/** `{ host: { 'first/segments': text } }`: products of which no request has a permission. */
function compileProducts(products, texts) {
  const hosts = {};
  for (const { host, path, status, reason } of products) {
    if (status !== 'unsupported') continue;
    (hosts[labelOf(host)] ??= {})[path.slice(1)] = texts.indexOf(reason);
  }
  return sortKeys(hosts);
}

const labelOf = (host) => host.slice(0, -'.twilio.com'.length);

const sortKeys = (object) =>
  Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** One line for each product of names and each host of requests, so that a change can be read. */
function pretty(data) {
  const lines = Object.entries(data).map(([key, value]) => {
    const nested = key === 'names' || key === 'requests';
    const parts = Object.entries(value).map((entry) => `"${entry[0]}":${JSON.stringify(entry[1])}`);
    return `"${key}":${nested ? `{\n${parts.join(',\n')}\n}` : JSON.stringify(value)}`;
  });
  return `{\n${lines.join(',\n')}\n}`;
}
