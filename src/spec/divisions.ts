/** How rows are divided between parts that a model learns from and parts that judge it. */

/**
 * - `random`: every class by its share in every part.
 * - `time`: a part that judges is later than the part that is learned from.
 * - `group`: rows that belong together are in one part.
 * - `file`: as the file's own split says; what is for validation is learned from.
 */
export const divisions = ['random', 'time', 'group', 'file'] as const;
export type Division = (typeof divisions)[number];
