/** Text that is hard to read, and the ratio of its colours. */
export interface FaintText {
  readonly text: string;
  readonly ratio: number;
}

/**
 * Finds visible text whose contrast is below the 4.5 : 1 of WCAG 2.2 AA. It runs in the browser,
 * so it must not use anything outside itself.
 */
export function findFaintText(): FaintText[] {
  const luminance = (colour: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const parse = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const backgroundOf = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255];
    const [r, g, b, alpha = 1] = parse(getComputedStyle(element).backgroundColor);
    return alpha === 1 ? [r ?? 0, g ?? 0, b ?? 0] : backgroundOf(element.parentElement);
  };
  const faint: FaintText[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (element === null || text === '' || !element.checkVisibility()) continue;
    const one = luminance(parse(getComputedStyle(element).color).slice(0, 3));
    const other = luminance(backgroundOf(element));
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.push({ text, ratio });
  }
  return faint;
}
