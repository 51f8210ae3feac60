/** A sentence of the ledger for whoever does not know the literature’s terms. */

/** What happened, in a few words: place and kind in the literature's terms stand in the ledger. */
export const plainly = (sentence: string): string => {
  const [, place, told] = /^[^:]*?(?:P\([^)]*\)|together|a control), ([^:]*): (.*)$/s.exec(sentence) ?? [];
  const what = told?.replace(/; labels are unchanged\.$/, '.');
  return !what ? sentence : place === 'everywhere' ? what : `${place}: ${what}`;
};
