/**
 * What no document of ours holds, whatever its schema: schemas let infinite numbers and halves of letters pass, and leave out names that
 * JavaScript keeps for itself without a word. Asked of everything that comes from outside, before its schema is.
 */
import type { Issue } from './schema.ts';
import { isWellFormed, wellFormed } from './well-formed.ts';

/** Objects in objects. A record has about ten. */
const DEEPEST = 40;
/** Schemas leave these out of objects in silence, so that nothing reaches into what all objects share. */
const RESERVED: readonly string[] = ['__proto__', 'constructor', 'prototype'];
/** Of more, nobody reads the rest. */
const MOST = 20;

/** Every place whose value JSON cannot hold, or that has a reserved name; empty for what is sound. Never throws. */
export function jsonIssues(value: unknown): Issue[] {
  const issues: Issue[] = [];
  walk(value, '', 0, issues);
  return issues;
}

function walk(value: unknown, path: string, depth: number, issues: Issue[]): void {
  const add = (message: string, at = path) => void issues.push({ path: at, message });
  if (issues.length >= MOST) return;
  if (typeof value === 'number' && !Number.isFinite(value)) return add(`expected a number that JSON can hold, got ${value}`);
  if (typeof value === 'string' && !isWellFormed(value)) return add('holds half a letter (a lone surrogate); write it anew');
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST) return add(`is nested more than ${DEEPEST} deep`);
  if (Array.isArray(value)) {
    // Lists of numbers may be long, and paths are made only for what may have to be named.
    value.forEach((item, i) => Number.isFinite(item) || walk(item, `${path}[${i}]`, depth + 1, issues));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key;
    if (RESERVED.includes(key)) add(unknownKey(path), at);
    else if (!isWellFormed(key)) add('has half a letter (a lone surrogate) in its name; write it anew', wellFormed(at));
    else walk(inner, at, depth + 1, issues);
  }
}

function unknownKey(path: string): string {
  if (/(^|\.)params$/.test(path)) return 'there is no such parameter';
  return path.endsWith('read.roles') ? 'a spec cannot hold this name; call the column something else' : 'unknown key';
}
