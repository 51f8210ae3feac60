/**
 * A repair’s title inside a sentence. Titles say what is done, as on a button: “tune the head”. In the middle of a sentence that becomes “tuning
 * the head”, which can be its subject and its object.
 */

/** The verbs that titles begin with. Whatever begins otherwise (“no repair”, a title of an older record) stays as it is. */
const VERBS: Readonly<Record<string, string>> = {
  add: 'adding',
  average: 'averaging',
  correct: 'correcting',
  distil: 'distilling',
  pick: 'picking',
  renew: 'renewing',
  replay: 'replaying',
  rescale: 'rescaling',
  sharpen: 'sharpening',
  start: 'starting',
  tune: 'tuning',
  widen: 'widening',
};

export function doing({ title }: { readonly title: string }): string {
  const [verb, ...rest] = title.split(/(?=[ ,])/);
  return [VERBS[verb!] ?? verb, ...rest].join('');
}
