/** The text, cut to this many characters: what comes from outside may be of any length. */
export function shortened(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}…` : text;
}
