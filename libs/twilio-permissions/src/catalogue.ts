import { readCatalogueData } from './catalogue.generated.js';
import type { CatalogueData, PermissionEvidence } from './catalogue-data.js';
import { pathNamesOf } from './path-names.js';
import { ACTIONS } from './permission-name.js';
import { RouteTree } from './route-tree.js';

/** Twilio's permissions, and the requests that need them. */
export class Catalogue {
  /** The day on which the catalogue was put together, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Every name, sorted. */
  readonly names: readonly string[];
  /** By resource (`/twilio/voice/calls`), its actions. */
  readonly resources: ReadonlyMap<string, readonly string[]>;
  /** Products some of whose names Twilio has not published. */
  readonly unpublished: ReadonlySet<string>;
  readonly evidence: ReadonlyMap<string, PermissionEvidence>;
  readonly routes: RouteTree;
  readonly data: CatalogueData;
  #pathNames: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(data: CatalogueData) {
    this.data = data;
    this.asOf = data.asOf;
    this.resources = new Map(
      Object.entries(data.names).flatMap(([product, resources]) =>
        Object.entries(resources).map(([resource, letters]) => [
          `/twilio/${product}/${resource}`,
          ACTIONS.filter((action) => letters.includes(action.charAt(0))),
        ]),
      ),
    );
    this.names = Object.freeze(
      [...this.resources]
        .flatMap(([resource, actions]) => actions.map((action) => `${resource}/${action}`))
        .toSorted(),
    );
    this.unpublished = new Set(data.unpublished);
    const evidence = new Map<string, PermissionEvidence>();
    for (const name of this.names) evidence.set(name, 'catalogue');
    for (const [kind, names] of Object.entries(data.evidence)) {
      for (const name of names) evidence.set(name, kind as PermissionEvidence);
    }
    this.evidence = evidence;
    this.routes = new RouteTree(data, this.names);
  }

  /** By resource, its names in the paths of the API; put together for the first wrong name. */
  get pathNames(): ReadonlyMap<string, ReadonlySet<string>> {
    return (this.#pathNames ??= pathNamesOf(this.data, this.names));
  }
}

/** The catalogue, read when it is first asked for: importing the library costs nothing. */
export const catalogue = lazy(() => new Catalogue(readCatalogueData()));

function lazy<T>(create: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= create());
}
