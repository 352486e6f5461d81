import { posix } from 'node:path';
import { Slugs } from '../../tools/docs/slug.js';
import type { Document } from './documents.js';

/** Broken relative links of a page: to a missing file, or to a missing heading. */
export function brokenLinks(
  page: Document,
  pages: readonly Document[],
  isPresent: (path: string) => boolean,
): readonly string[] {
  return linksOf(page.text).flatMap((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page.path : posix.join(posix.dirname(page.path), path);
    if (target.startsWith('..') || !isPresent(target))
      return [`${page.path}: ${link}: no such file`];
    if (anchor === undefined) return [];
    const text = pages.find((candidate) => candidate.path === target)?.text;
    const found = text !== undefined && anchorsOf(text).has(anchor);
    return found ? [] : [`${page.path}: ${link}: no such heading`];
  });
}

/** Files that a page names as code, such as `core/a.ts`, and that are not in this folder. */
export function missingFiles(
  page: Document,
  folder: string,
  isPresent: (path: string) => boolean,
): readonly string[] {
  const named = [...page.text.matchAll(/`([\w./-]+\/[\w.-]+\.ts)`/g)].map(([, file = '']) => file);
  return named.filter((file) => !isPresent(`${folder}/${file}`));
}

/** Every link and image of a page that points into the repository. */
function linksOf(text: string): readonly string[] {
  const prose = withoutCode(text);
  const links = [
    ...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g),
    ...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm),
    ...prose.matchAll(/\b(?:href|src)="([^"]+)"/g),
  ];
  return links.map(([, link = '']) => link).filter((link) => !/^[a-z][a-z\d+.-]*:/i.test(link));
}

/** The anchors of the headings of a page, as on GitHub. */
function anchorsOf(text: string): ReadonlySet<string> {
  const slugs = new Slugs();
  const prose = text.replaceAll(/^[ \t]*(```|~~~)[\s\S]*?^[ \t]*\1[ \t]*$/gm, '');
  const headings = [...prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)];
  const anchors = new Set(headings.map(([, heading = '']) => slugs.of(heading)));
  for (const [, id = ''] of prose.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

function withoutCode(text: string): string {
  return text
    .replaceAll(/^[ \t]*(```|~~~)[\s\S]*?^[ \t]*\1[ \t]*$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');
}
