/**
 * What a teacher sets for those who open a link: what may be changed, what is out of sight, how it begins. It stands in the link where a shared
 * result stands, so that a version that knows nothing of lessons opens the experiment and leaves it at that. A lesson hides; it does not secure.
 */
import * as v from 'valibot';
import { canonicalJson } from './canonical.ts';
import type { AnySpec } from './schema.ts';

/** What of an experiment may be changed. Whoever may change the drift may change its severity, and who the repairs, their labels. */
export const changeable = ['data', 'model', 'drift', 'severity', 'repairs', 'labels', 'seeds'] as const;
export type Changeable = (typeof changeable)[number];

/** What may be out of sight. */
export const hideable = ['experiment', 'depth', 'certainty', 'costs', 'advice', 'pages'] as const;
export type Hideable = (typeof hideable)[number];

const schema = v.strictObject({
  change: v.array(v.picklist(changeable)),
  hide: v.array(v.picklist(hideable)),
  /** `slides`, or the id of a story; absent: with the page as it is. */
  begin: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))),
});

export type Lesson = v.InferOutput<typeof schema>;

/** Begins with slides. */
export const SLIDES = 'slides';

/** For a link. @param shared what a run came to, as text */
export const lessonText = (lesson: Lesson, shared?: string): string =>
  canonicalJson({ lesson, ...(shared !== undefined && { result: JSON.parse(shared) as unknown }) });

/** What a link says of a lesson, and of a result beside it; undefined where it cannot be read. Never throws. */
export function readLesson(text: string): { readonly lesson: Lesson; readonly shared?: string } | undefined {
  try {
    const { lesson, result } = JSON.parse(text) as { readonly lesson?: unknown; readonly result?: unknown };
    const parsed = v.safeParse(schema, lesson);
    return parsed.success ? { lesson: parsed.output, ...(result !== undefined && { shared: canonicalJson(result) }) } : undefined;
  } catch {
    return undefined;
  }
}

/** Which part of an experiment a section of its spec belongs to; what is named nowhere goes with the seeds and the machine. */
const parts: Readonly<Record<string, Changeable>> = {
  ...{ data: 'data', task: 'data' },
  ...{ model: 'model', base: 'model', recipe: 'model' },
  drift: 'drift',
  labels: 'labels',
  ...{ arms: 'repairs', policies: 'repairs', stop: 'repairs', complaints: 'repairs', lead: 'repairs' },
};

/** Whoever may change this may change that. */
const includes: Readonly<Partial<Record<Changeable, Changeable>>> = { drift: 'severity', repairs: 'labels' };

export const mayChange = ({ change }: Lesson, part: Changeable): boolean =>
  change.some((allowed) => allowed === part || includes[allowed] === part);

/** What was changed from one experiment to another, as parts, each once. */
export function changedParts(before: AnySpec, after: AnySpec): readonly Changeable[] {
  const [from, to] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const differs = (a: unknown, b: unknown) => canonicalJson(a ?? null) !== canonicalJson(b ?? null);
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((key) => differs(from[key], to[key]));
  const bare = ({ drift }: AnySpec) => drift.map(({ severity: _, ...rest }) => rest);
  const partOf = (key: string) => (key === 'drift' && !differs(bare(before), bare(after)) ? 'severity' : (parts[key] ?? 'seeds'));
  return [...new Set(keys.map(partOf))];
}

/** Those of a change that the lesson does not allow. */
export const lockedParts = (lesson: Lesson, before: AnySpec, after: AnySpec): readonly Changeable[] =>
  changedParts(before, after).filter((part) => !mayChange(lesson, part));
