import { Declarations } from '../../../tools/docs/api/declarations.js';
import { renderSite, type Site } from '../../../tools/docs/build.js';

/** The whole site as it would be written. Links that lead nowhere make this fail. */
export function renderWholeSite(): Promise<Site> {
  return renderSite(new Declarations());
}

/** The text of one file of the site. */
export function textOf({ files }: Site, path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`The site has no ${path}.`);
  return file.text;
}
