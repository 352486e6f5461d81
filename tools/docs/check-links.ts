import { posix } from 'node:path';

/** A file of the finished site. */
export interface SiteFile {
  readonly path: string;
  readonly text: string;
}

/** Links of the finished pages that lead to no file, or to no element with that id. */
export function brokenLinks(files: readonly SiteFile[]): readonly string[] {
  const pages = new Map(files.map(({ path, text }) => [path, idsOf(text)]));
  return files
    .filter(({ path }) => path.endsWith('.html'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^[a-z][a-z\d+.-]*:/i.test(link))
        .filter((link) => !leadsSomewhere(link, path, pages))
        .map((link) => `${path}: ${link}`),
    );
}

function leadsSomewhere(
  link: string,
  from: string,
  pages: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : posix.join(posix.dirname(from), path);
  const ids = pages.get(target);
  return ids !== undefined && (anchor === undefined || ids.has(decodeURIComponent(anchor)));
}

function idsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));
}
