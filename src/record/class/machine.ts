/** What a machine is called on a strip of many: its system and its browser, as it says itself. Nobody checks it, and nothing rests on it. */

/** The first that the text names; a browser names those it descends from, too, so that the younger come first. */
const SYSTEMS = [
  ['iPhone', /iPhone|iPod/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['ChromeOS', /CrOS/],
  ['Windows', /Windows/],
  ['Mac', /Macintosh/],
  ['Linux', /Linux/],
] as const;
const BROWSERS = [
  ['Edge', /Edg/],
  ['Opera', /OPR/],
  ['Firefox', /Firefox|FxiOS/],
  ['Chrome', /Chrom|CriOS/],
  ['Safari', /Safari/],
] as const;

/** “Windows Firefox”. @param userAgent as browsers say it */
export function machineName(userAgent: string): string {
  const found = [SYSTEMS, BROWSERS].flatMap((names) => names.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? []);
  return found.length ? found.join(' ') : 'unknown';
}
