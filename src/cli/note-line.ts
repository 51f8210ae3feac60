/** What is said, with the options that say otherwise; the page has fields for them and leaves them out. */
import type { Note } from '../data/report.ts';

export const noteLine = ({ text, option }: Note): string => (option === undefined ? text : `${text} (${option})`);
