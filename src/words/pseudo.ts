/**
 * The pseudo-language `en-XA`: English with accents and about 40 % longer, as translations are. What bears no accent on such a page is not
 * translated, and what does not fit there will not fit in German either.
 */
import type { TemplateResult } from 'lit';

const PLAIN = 'aeioucdgklnrstyzAEIOUCDGKLNRSTYZ';
const ACCENTED = 'áéíóúćďǵķĺńŕśţýźÁÉÍÓÚĆĎǴĶĹŃŔŚŢÝŹ';
const LONGER = 0.4;
/** Of a word that is added. */
const LETTERS = 5;

/** A text with accents, longer by its own letters. */
export function accented(text: string): string {
  const letters = text.replace(/[^A-Za-z]/g, '').length;
  const said = text.replace(/[a-zA-Z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);
  if (letters < 2) return said;
  const more = Math.ceil(LONGER * letters);
  // A word grows by a few letters; a sentence by words, so that it breaks into lines as before.
  const filler = more <= LETTERS ? 'é'.repeat(more) : ` ${'é'.repeat(LETTERS)}`.repeat(Math.round(more / LETTERS));
  return said.replace(/(?<=\p{L})(\P{L}*)$/u, (rest) => filler + rest);
}

/** The same of a template with numbered slots. */
export const accentedTemplate = (template: string): string =>
  template
    .split(/(\{\d+\})/)
    .map((part, i) => (i % 2 ? part : accented(part)))
    .join('');

const known = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** The same of a template, its tags and attributes as they are. */
export function pseudoHtml(template: TemplateResult): TemplateResult {
  const { strings } = template;
  let said = known.get(strings);
  if (!said) {
    let inTag = false;
    const parts = strings.map((part) =>
      part.replace(/[<>]|[^<>]+/g, (piece) => {
        if (piece === '<' || piece === '>') {
          inTag = piece === '<';
          return piece;
        }
        return inTag ? piece : accented(piece);
      }),
    );
    said = Object.assign(parts, { raw: parts }) as unknown as TemplateStringsArray;
    known.set(strings, said);
  }
  return { ...template, strings: said };
}
