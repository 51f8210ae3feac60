/** Reads a spec from untrusted input: fills in defaults once, refuses unknown keys and values out of bounds, with paths. */
import * as v from 'valibot';
import { plain } from './fitting.ts';
import { jsonIssues } from './json-issues.ts';
import { specKindOf } from './kinds/registry.ts';
import type { AnySpec, Issue } from './schema.ts';

export type ParseResult = { readonly ok: true; readonly spec: AnySpec } | { readonly ok: false; readonly issues: readonly Issue[] };

/** Validates a complete spec of the kind that it says it is; what passes has canonical JSON, and so a link and an id. The result is a fresh object. */
export function parseAny(input: unknown): ParseResult {
  const unheld = jsonIssues(input);
  if (unheld.length) return { ok: false, issues: unheld };
  const result = v.safeParse(specKindOf(input).schema, input);
  if (result.success) return { ok: true, spec: result.output };
  return { ok: false, issues: result.issues.map(toIssue) };
}

/**
 * Validates a spec in which top-level sections may be left out; those come from the preset that its kind names. A section that is
 * there must be complete, so a misspelt key is an error rather than a default. Who says how the base model is trained says it all: with
 * `base` given, a recipe and rates that fit are not added, so that files of before mean what they meant.
 */
export function completeSpec(input: unknown): ParseResult {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, issues: [{ path: '', message: 'expected a JSON object' }] };
  }
  const { spec: preset } = specKindOf(input).defaults;
  return parseAny({ ...(Object.hasOwn(input, 'base') || Object.hasOwn(input, 'recipe') ? plain(preset) : preset), ...input });
}

/** Parses JSON text, then the spec in it; a syntax error becomes an issue with its position. */
export function parseSpecText(text: string): ParseResult {
  try {
    return completeSpec(JSON.parse(text));
  } catch (error) {
    return { ok: false, issues: [{ path: '', message: `not JSON: ${(error as Error).message}` }] };
  }
}

/** All issues in one line each, for a message; a name of a line feed or the like is seen as `\n`. */
export const describeIssues = (issues: readonly Issue[]): string =>
  issues.map(({ path, message }) => (path ? `${visible(path)}: ${message}` : message)).join('\n');

const visible = (path: string): string => path.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => JSON.stringify(character).slice(1, -1));

/** Where it is, as `results[3].measures.accuracyNew`, and what. */
export function toIssue(issue: v.BaseIssue<unknown>): Issue {
  const keys = issue.path?.map((item) => item.key as string | number) ?? [];
  const path = keys.map((key, i) => (typeof key === 'number' ? `[${key}]` : i ? `.${key}` : key)).join('');
  if (issue.type === 'strict_object' && issue.expected === 'never') return { path, message: 'unknown key' };
  if (issue.type === 'strict_object' && issue.received === 'undefined') return { path, message: 'missing' };
  if (issue.received === 'undefined') return { path, message: 'missing' };
  return { path, message: `${issue.message}, got ${issue.received}` };
}
