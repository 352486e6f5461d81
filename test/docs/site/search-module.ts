// @ts-expect-error -- the script of the browser, which has no types
import { search as untyped } from '../../../tools/docs/theme/search.js';

/** A part of a page as the search index has it. */
export interface SearchSection {
  readonly url: string;
  readonly page: string;
  readonly heading: string;
  readonly body: string;
}

/** The search of the site, as the page runs it. */
export const search = untyped as (
  sections: readonly SearchSection[],
  query: string,
) => readonly (SearchSection & { readonly excerpt: string })[];
