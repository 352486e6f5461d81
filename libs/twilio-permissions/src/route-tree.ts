import type { CatalogueData, MappingEvidence, OperationData } from './catalogue-data.js';

/** Which permission a request needs. */
export type RequestPermission =
  /** This permission. Where `evidence` is `derived-by-name`, it is a guess from the two names. */
  | {
      readonly kind: 'mapped';
      readonly permission: string;
      readonly evidence: MappingEvidence;
      readonly note?: string;
    }
  /** No restricted key and no OAuth app can make this request: no permission covers it. */
  | { readonly kind: 'unsupported'; readonly reason: string }
  /** Not in the catalogue, or the name is not published, or more than one permission may be meant. */
  | { readonly kind: 'unknown' };

export const UNKNOWN: RequestPermission = Object.freeze({ kind: 'unknown' });

/**
 * One segment of a path: what may follow it, and the operations of the path that ends here. Every
 * field is the node's own, so that none is read from a polluted `Object.prototype`.
 */
class Node {
  readonly children = new Map<string, Node>();
  parameter: Node | undefined = undefined;
  operations: ReadonlyMap<string, RequestPermission> | undefined = undefined;
  /** What is said of every path below. */
  product: RequestPermission | undefined = undefined;
}

/** The paths of every host, as a tree for each host that is asked for. */
export class RouteTree {
  readonly #hosts = new Map<string, Node>();
  readonly #data: CatalogueData;
  readonly #names: readonly string[];

  constructor(data: CatalogueData, names: readonly string[]) {
    this.#data = data;
    this.#names = names;
  }

  /**
   * A segment that a path names is never a parameter: `GET /v1/Services/Usecases` is not a service
   * with that SID.
   */
  find(host: string, segments: readonly string[], method: string): RequestPermission {
    let node = this.#hosts.get(host) ?? this.#read(host);
    let product: RequestPermission | undefined;
    for (const segment of segments) {
      node = node?.children.get(segment) ?? node?.parameter;
      if (node === undefined) break;
      product = node.product ?? product;
    }
    return node?.operations?.get(method) ?? product ?? UNKNOWN;
  }

  /** The tree of a host that is asked for the first time; nothing is kept of hosts that are not known. */
  #read(host: string): Node | undefined {
    const { requests, products, texts } = this.#data;
    const [paths, starts] = [ownValue(requests, host), ownValue(products, host)];
    if (paths === undefined && starts === undefined) return undefined;
    const root = new Node();
    for (const [path, operations] of Object.entries(paths ?? {})) {
      const entries = Object.entries(operations).map(
        ([method, operation]) => [method, answerOf(operation, texts, this.#names)] as const,
      );
      nodeAt(root, path).operations = new Map(entries);
    }
    for (const [path, text] of Object.entries(starts ?? {})) {
      nodeAt(root, path).product = unsupported(texts[text]);
    }
    this.#hosts.set(host, root);
    return root;
  }
}

function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function nodeAt(root: Node, path: string): Node {
  let node = root;
  for (const segment of path.split('/')) {
    node = segment === '*' ? (node.parameter ??= new Node()) : childOf(node, segment);
  }
  return node;
}

function childOf({ children }: Node, key: string): Node {
  const found = children.get(key) ?? new Node();
  children.set(key, found);
  return found;
}

function answerOf(
  operation: OperationData,
  texts: readonly string[],
  names: readonly string[],
): RequestPermission {
  if (operation === null) return UNKNOWN;
  if (isUnsupported(operation)) return unsupported(texts[operation.no]);
  const [index, evidence, note]: readonly [number, MappingEvidence?, number?] =
    typeof operation === 'number' ? [operation] : operation;
  const noteText = note === undefined ? undefined : texts[note];
  return Object.freeze({
    kind: 'mapped',
    permission: names[index] ?? '',
    evidence: evidence ?? 'derived-by-name',
    ...(noteText === undefined ? {} : { note: noteText }),
  });
}

function isUnsupported(operation: OperationData): operation is { readonly no: number } {
  return typeof operation === 'object' && operation !== null && Object.hasOwn(operation, 'no');
}

function unsupported(reason = ''): RequestPermission {
  return Object.freeze({ kind: 'unsupported', reason });
}
