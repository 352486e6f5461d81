import { catalogue } from './catalogue.js';

/** Requests of a product that no permission covers. */
export interface UnsupportedProduct {
  readonly host: string;
  /** The start of the paths, such as `/v1`. */
  readonly path: string;
  readonly reason: string;
}

/** The products that no restricted key and no OAuth app of an account can use, sorted by host. */
export function unsupportedProducts(): readonly UnsupportedProduct[] {
  const { products, texts } = catalogue().data;
  return Object.entries(products).flatMap(([label, paths]) =>
    Object.entries(paths).map(([path, text]) => ({
      host: `${label}.twilio.com`,
      path: `/${path}`,
      reason: texts[text] ?? '',
    })),
  );
}
