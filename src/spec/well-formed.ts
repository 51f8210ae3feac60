/** Texts whose surrogates all have their other half: no lone one can be written as UTF-8, so no file, link or record holds it. */

export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** The text with halves of characters replaced by �. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
