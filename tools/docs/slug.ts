/**
 * Gives headings the anchors that a host of Git repositories gives them, so that a link works in
 * the repository and on the site.
 */
export class Slugs {
  readonly #taken = new Set<string>();

  /** The anchor of the next heading; a repeated one gets a number. */
  of(heading: string): string {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
    let anchor = slug;
    for (let n = 1; this.#taken.has(anchor); n++) anchor = `${slug}-${n}`;
    this.#taken.add(anchor);
    return anchor;
  }
}
