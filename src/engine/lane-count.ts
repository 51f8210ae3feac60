/** How many lanes a machine gets. */

/** More lanes cost memory and bring little for the seeds of one experiment. */
const MOST_LANES = 8;

/** Cores worth training on; with more than two, one is left to the page. */
export const laneCount = (cores: number): number => Math.max(1, Math.min(MOST_LANES, cores > 2 ? cores - 1 : cores));
