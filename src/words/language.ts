/** Which language the page speaks: what its address asks for (`?lang=de`), else what was chosen here, else the browser’s, else English. */
const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  /** English with accents and 40 % longer, to see what is not translated and what does not fit. */
  'en-XA': 'Ƥşēūđö',
} as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'drift-lab-language';
const PARAMETER = 'lang';
/** Those a person chooses from; the pseudo-language is asked for by address only. */
export const languages: readonly { readonly id: Language; readonly title: string }[] = (['en', 'de'] as const).map((id) => ({
  id,
  title: LANGUAGES[id],
}));

const known = (id: string | null | undefined): Language | undefined => (id && id in LANGUAGES ? (id as Language) : undefined);

/** The choice of an earlier visit; undefined where storage is not allowed. */
function chosen(): Language | undefined {
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}

/** Tests of the page’s stores run in Node, too, where there is no address and no reader. */
const asked = known(new URLSearchParams(globalThis.location?.search).get(PARAMETER));
const preferred = (): Language => known(globalThis.navigator?.languages?.map((tag) => tag.split('-')[0]).find(known)) ?? 'en';

/** What this page speaks, from its beginning to its end. */
export const language: Language = asked ?? chosen() ?? preferred();

/** The query that makes a link open in this language; empty for English, which is what those who are asked nothing get. */
export const languageQuery = (): string => (language === 'en' ? '' : `?${PARAMETER}=${language}`);

/** From the next loading of the page on, which is at once: nothing that was said in another language stays. */
export function choose(next: Language): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Where storage is not allowed the address says it alone.
  }
  const address = new URL(location.href);
  address.searchParams.set(PARAMETER, next);
  history.replaceState(history.state, '', address);
  location.reload();
}
