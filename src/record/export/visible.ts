/** Text of unknown origin, for a document that lays it out: nothing in it changes how what stands beside it reads. */

/** Control characters, and those that turn the direction of writing (Unicode TR36, Trojan Source): each is written as its number. */
export const visible = (text: string): string =>
  text.replace(/[\p{Bidi_Control}\p{Cc}]/gu, (character) =>
    /[\t\n\r]/.test(character) ? ' ' : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  );
