/** Values and texts that have broken readers before, and their neighbours. */
import fc from 'fast-check';

export const nastyNumber = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 1, -1, 1e308, -1e308, 3.4e38, -3.4028235e38, 1e30, -9999, 5e-324, 1e-200, 2 ** 53, 0.1),
  fc.double(),
  fc.integer(),
);

export const nastyText = fc.oneof(
  fc.constantFrom(
    '',
    '\ud800',
    'a\udc00',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '\u0000a',
    '\u202eevil',
    '=1+1',
    'NA',
    'null',
  ),
  fc.constantFrom(
    '<img src=x onerror=alert(1)>',
    '1e999',
    '-inf',
    'NaN',
    ' ',
    '\ufeff',
    'x'.repeat(300),
    '"',
    "'",
    '\\',
    '{',
    '[',
    ',',
    ';',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const leaf = fc.oneof(nastyNumber, nastyText, fc.constantFrom(null, true, false));

/** Anything that JSON or a program may hand over; names that objects keep for themselves are own ones here. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(fc.tuple(nastyText, leaf), { maxLength: 3 }).map(own) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(30, 45, 300).map((depth) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1)),
  },
);

/** An object with those own keys, `__proto__` too. */
function own(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of entries) Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  return made;
}

/** Where in a value something else is put: each number picks a key, until there is nothing inside. */
const place = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });

/** What is done to a value: put in, left out, or put beside under a name. */
export const edits = fc.array(fc.record({ place, how: fc.constantFrom('put', 'drop', 'add'), name: nastyText, value: nastyValue }), {
  minLength: 0,
  maxLength: 3,
});
export type Edit = { readonly place: readonly number[]; readonly how: string; readonly name: string; readonly value: unknown };

/** A copy of plain data with those edits. */
export const edited = (value: unknown, all: readonly Edit[]): unknown => all.reduce(editedOnce, structuredClone(value));

function editedOnce(value: unknown, edit: Edit): unknown {
  const [at = 0, ...rest] = edit.place;
  if (typeof value !== 'object' || value === null) return edit.value;
  const entries: [string, unknown][] = Object.entries(value);
  const index = entries.length ? at % entries.length : 0;
  const inner = entries[index]?.[1];
  if (rest.length && typeof inner === 'object' && inner !== null) entries[index]![1] = editedOnce(inner, { ...edit, place: rest });
  else if (edit.how === 'add' || !entries.length) entries.push([edit.name, edit.value]);
  else if (edit.how === 'drop') entries.splice(index, 1);
  else entries[index]![1] = edit.value;
  return Array.isArray(value) ? entries.map(([, each]) => each) : own(entries);
}
