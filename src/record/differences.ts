/** Where two values of JSON differ. */

/**
 * Paths at which they do, such as `results[3].measures.ece`, in the order of `a`. Numbers are the same where they lie within `tolerance` of each other,
 * relative to the larger of them and 1.
 */
export function differences(a: unknown, b: unknown, tolerance = 0, path = ''): string[] {
  if (a === b) return [];
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b)) ? [] : [path];
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length ? a.flatMap((each, at) => differences(each, b[at], tolerance, `${path}[${at}]`)) : [path];
  if (isRecord(a) && isRecord(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return names.flatMap((name) => differences(a[name], b[name], tolerance, path ? `${path}.${name}` : name));
  }
  return [path];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
