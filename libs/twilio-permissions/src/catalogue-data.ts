/** How sure a permission's name is. */
export type PermissionEvidence = 'docs' | 'live' | 'catalogue' | 'derived';

/** How sure it is that a request needs a permission. */
export type MappingEvidence = 'docs' | 'live' | 'derived-by-name';

/** What the generated module holds: short, since every user of the library loads it. */
export interface CatalogueData {
  readonly asOf: string;
  /** Products some of whose names Twilio has not published. */
  readonly unpublished: readonly string[];
  /** By product and resource, the first letters of the actions: `{ billing: { usage: 'r' } }`. */
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Names whose evidence is not `catalogue`. */
  readonly evidence: Readonly<Record<Exclude<PermissionEvidence, 'catalogue'>, readonly string[]>>;
  /** Notes and reasons; the other parts hold positions in this list. */
  readonly texts: readonly string[];
  /** By the first label of the host, path and method; `*` in a path is a parameter. */
  readonly requests: Readonly<Record<string, Readonly<Record<string, OperationsData>>>>;
  /** By the first label of the host, the start of the paths that no permission covers at all. */
  readonly products: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export type OperationsData = Readonly<Record<string, OperationData>>;

/** The position of a permission in the sorted names; a text for an unsupported request; nothing known. */
export type OperationData =
  | number
  | readonly [permission: number, evidence: MappingEvidence, note?: number]
  | { readonly no: number }
  | null;
