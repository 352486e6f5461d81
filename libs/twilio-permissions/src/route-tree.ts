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

/** One segment of a path: what may follow it, and the operations of the path that ends here. */
interface Node {
  readonly children: Map<string, Node>;
  parameter?: Node;
  operations?: ReadonlyMap<string, RequestPermission>;
  /** What is said of every path below. */
  product?: RequestPermission;
}

/** The paths of every host, as a tree. */
export class RouteTree {
  readonly #hosts = new Map<string, Node>();

  constructor(data: CatalogueData, names: readonly string[]) {
    for (const [host, paths] of Object.entries(data.requests)) {
      for (const [path, operations] of Object.entries(paths)) {
        const entries = Object.entries(operations).map(
          ([method, operation]) => [method, answerOf(operation, data, names)] as const,
        );
        this.#nodeAt(host, path).operations = new Map(entries);
      }
    }
    for (const [host, paths] of Object.entries(data.products)) {
      for (const [path, text] of Object.entries(paths)) {
        this.#nodeAt(host, path).product = unsupported(data.texts[text]);
      }
    }
  }

  /**
   * A segment that a path names is never a parameter: `GET /v1/Services/Usecases` is not a service
   * with that SID.
   */
  find(host: string, segments: readonly string[], method: string): RequestPermission {
    let node = this.#hosts.get(host);
    let product: RequestPermission | undefined;
    for (const segment of segments) {
      node = node?.children.get(segment) ?? node?.parameter;
      if (node === undefined) break;
      product = node.product ?? product;
    }
    return node?.operations?.get(method) ?? product ?? UNKNOWN;
  }

  #nodeAt(host: string, path: string): Node {
    let node = childOf(this.#hosts, host);
    for (const segment of path.split('/')) {
      node = segment === '*' ? (node.parameter ??= newNode()) : childOf(node.children, segment);
    }
    return node;
  }
}

function childOf(nodes: Map<string, Node>, key: string): Node {
  const found = nodes.get(key) ?? newNode();
  nodes.set(key, found);
  return found;
}

function newNode(): Node {
  return { children: new Map() };
}

function answerOf(
  operation: OperationData,
  { texts }: CatalogueData,
  names: readonly string[],
): RequestPermission {
  if (operation === null) return UNKNOWN;
  if (typeof operation === 'object' && 'no' in operation) return unsupported(texts[operation.no]);
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

function unsupported(reason = ''): RequestPermission {
  return Object.freeze({ kind: 'unsupported', reason });
}
