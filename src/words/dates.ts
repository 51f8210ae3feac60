/** Days and times in the page’s language, in the way of the reader’s region where it speaks that language. */
import { language } from './language.ts';

const region = (): string => navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;

/** `1 Dec 2026`, `1. Dez. 2026`. @param at ISO 8601, or milliseconds since 1970 */
export const day = (at: string | number): string => new Date(at).toLocaleDateString(region(), { dateStyle: 'medium' });
/** The same, and the time of the day. */
export const dayAndTime = (at: string | number): string =>
  new Date(at).toLocaleString(region(), { dateStyle: 'medium', timeStyle: 'short' });
