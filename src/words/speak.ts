/** Has the page speak another language than English. Loaded only then, before anything that speaks. */
import { configureLocalization, isStrTagged, joinStringsAndValues, msg as litMsg, type StrResult, type TemplateLike } from '@lit/localize';
import type { TemplateResult } from 'lit';
import { translator } from './below.ts';
import type { Language } from './language.ts';
import { speakAs, type Said, type Speech } from './msg.ts';
import { marksOf } from './numerals.ts';
import { accented, accentedTemplate, pseudoHtml } from './pseudo.ts';

/** Whatever `msg` is by then. */
const looked: Said = (template, options) => (litMsg as Said)(template, options);
/** Texts that are in the language already, and how many of them are remembered. */
const told = new Set<string>();
const REMEMBERED = 10_000;
const said = (text: string): boolean => told.has(text);

/** @param language other than English. @throws {Error} where its texts cannot be fetched */
export async function speak(language: Exclude<Language, 'en'>): Promise<void> {
  document.documentElement.lang = language;
  speakAs(once(language === 'en-XA' ? await pseudo() : await german()));
}

async function german(): Promise<Speech> {
  const [page, { default: catalogue }, { units }] = await Promise.all([
    import('./de/de.ts'),
    import('./de/below.json'),
    import('./de/units.ts'),
  ]);
  const { setLocale } = configureLocalization({ sourceLocale: 'en', targetLocales: ['de'], loadLocale: () => Promise.resolve(page) });
  await setLocale('de');
  return { below: translator(catalogue, marksOf('de'), units, said), message: looked };
}

/** What is said in messages or is known from below bears accents; everything else is seen at once. */
async function pseudo(): Promise<Speech> {
  const { default: catalogue } = await import('./de/below.json');
  const pairs = Object.keys(catalogue).map((english) => [english, accentedTemplate(english)] as const);
  const message: Said = (template) => {
    if (typeof template === 'string') return accented(template);
    if (!isStrTagged(template)) return pseudoHtml(template as TemplateResult);
    return joinStringsAndValues(template.strings.map(accented) as unknown as TemplateStringsArray, template.values);
  };
  return { below: translator(Object.fromEntries(pairs), marksOf('en'), {}, said), message };
}

/** The slots of messages are translated; no text is translated twice (its numbers would be read in the way of another language). */
function once({ message, below }: Speech): Speech {
  const tell = <T>(text: T): T => {
    if (typeof text !== 'string' || !/\p{L}{2}/u.test(text)) return text;
    if (told.size >= REMEMBERED) told.clear();
    told.add(text);
    return text;
  };
  const belowOnce = (text: string): string => (told.has(text) ? text : tell(below(text)));
  const filled = (value: unknown): unknown =>
    typeof value === 'string' ? belowOnce(value) : typeof value === 'number' ? below(String(value)) : value;
  return { below: belowOnce, message: (template, options) => tell(message(withValues(template, filled), options)) };
}

/** The same template, what stands in its slots translated. */
function withValues(template: TemplateLike, filled: (value: unknown) => unknown): TemplateLike {
  if (typeof template === 'string') return template;
  return { ...template, values: template.values.map(filled) } as StrResult | TemplateResult;
}
