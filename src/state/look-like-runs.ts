/** Whether files that somebody drops are runs rather than data, by their first letters. */

const HEAD = 4096;
/** Of so many files the first are looked at. */
const LOOKED_AT = 5;

/** As it stands in a run of any form, whatever its blanks, as reports say it of the run in them, and as ZIPs name theirs. */
const SIGNS = [
  /<meta name="drift-lab-run"/,
  /"format":\s*"drift-lab-run"/,
  /"specId":\s*"sha256:/,
  /<meta name="drift-lab-run"/,
  /\.driftlab\.json/,
];

export async function lookLikeRuns(files: readonly File[]): Promise<boolean> {
  const some = files.slice(0, LOOKED_AT);
  return some.length > 0 && (await Promise.all(some.map(looksLikeRun))).every(Boolean);
}

async function looksLikeRun(file: File): Promise<boolean> {
  if (/\.driftlab\.json(\.gz)?$/.test(file.name)) return true;
  const head = await file.slice(0, HEAD).text();
  return SIGNS.some((sign) => sign.test(head));
}
