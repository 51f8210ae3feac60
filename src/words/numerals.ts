/** Numbers of a finished English text in the way of another language: `1,797` and `67.8 ± 4.8` as `1.797` and `67,8 ± 4,8`. */

/** A number with its marks, not part of a version, an address or a name: neither letters nor further marks touch it. */
const NUMBER = /(?<![\p{L}\d.,/:_-])\d+(?:,\d{3})*(?:\.\d+)?(?![\d_/]|[.,]\d)(?!-?\p{L})/gu;

/** How a language writes numbers. */
export interface Marks {
  readonly decimal: string;
  readonly group: string;
}

/** @param marks of the language, as its Intl.NumberFormat has them */
export function numerals(text: string, { decimal, group }: Marks): string {
  return text.replace(NUMBER, (number) => number.replace(/[.,]/g, (mark) => (mark === '.' ? decimal : group)));
}

/** The marks of a language. @param tag as in BCP 47 */
export function marksOf(tag: string): Marks {
  const parts = new Intl.NumberFormat(tag).formatToParts(12345.6);
  const mark = (type: 'decimal' | 'group') => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: mark('decimal'), group: mark('group') };
}
