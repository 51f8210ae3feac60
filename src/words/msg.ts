/**
 * What the page says, in the language it speaks. Its own texts go through `msg`, as @lit/localize has it; texts that come from below the page, or
 * from a worker, a file or a record, are finished English sentences and go through `translated`. What stands in the slots of a message is
 * translated by itself. In English nothing is done and nothing is loaded.
 */
import { msg as litMsg, str as litStr, type MsgOptions, type TemplateLike } from '@lit/localize';
import type { TemplateResult } from 'lit';

/** A message, its slots filled. Not branded as `msg` is: what reads messages from the sources passes it over. */
export type Said = (template: TemplateLike, options?: MsgOptions) => string | TemplateResult;

/** How a language is spoken. */
export interface Speech {
  readonly message: Said;
  /** A finished English text from below the page; one that is not known stays as it is. */
  readonly below: (text: string) => string;
}

const inEnglish = litMsg as Said;
let spoken: Speech | undefined;

/** From now on; before anything is drawn. */
export function speakAs(speech: Speech): void {
  spoken = speech;
}

export const str: typeof litStr = litStr;
const said: Said = (template, options) => (spoken ? spoken.message(template, options) : inEnglish(template, options));
/** A message in the page’s language. @see https://lit.dev/docs/localization/overview/ */
export const msg = said as typeof litMsg;
/**
 * A text from below the page in the page’s language, its numbers in the way of that language; whatever is no text, and a text that was translated
 * before, stays as it is. Data of a person never go through it.
 */
export const translated = <T>(text: T): T => (spoken && typeof text === 'string' ? (spoken.below(text) as T & string) : text);
