/** Experiments as they come in: specs, links, sweeps, lessons. */
import { expect } from 'chai';
import fc from 'fast-check';
import { sha256 } from '@noble/hashes/sha2.js';
import { deflateSync, strToU8 } from 'fflate';
import { canonicalJson } from '../../../src/spec/canonical.ts';
import { allPresets } from '../../../src/spec/kinds/registry.ts';
import { readLesson } from '../../../src/spec/lesson.ts';
import { decodeLink, encodeLink } from '../../../src/spec/link.ts';
import { completeSpec, parseAny, parseSpecText } from '../../../src/spec/parse.ts';
import { readShared } from '../../../src/spec/shared-result.ts';
import type { AnySpec } from '../../../src/spec/schema.ts';
import { axisFrom, sweepCells, varied } from '../../../src/spec/vary.ts';
import { anySpec } from '../../spec/arbitrary-spec.ts';
import { edited, edits, nastyText, nastyValue, type Edit } from '../nasty.ts';
import { property, type FuzzProperty } from '../property.ts';

const anyKind: fc.Arbitrary<AnySpec> = fc.oneof(anySpec, fc.constantFrom(...allPresets.map(({ spec }) => spec)));

/** What a spec that stands can do: be written, linked, and read as itself. */
function stands(spec: AnySpec): void {
  const text = canonicalJson(spec);
  const again = parseAny(JSON.parse(text));
  expect(again.ok && canonicalJson(again.spec), 'read from its own JSON').to.equal(text);
  const opened = decodeLink(encodeLink(spec));
  expect(opened.ok && canonicalJson(opened.spec), 'opened from its own link').to.equal(text);
}

function answered(result: ReturnType<typeof parseAny>): void {
  if (result.ok) return stands(result.spec);
  expect(result.issues, 'issues').to.have.length.above(0);
  for (const { message } of result.issues) expect(message, 'what is wrong').to.have.length.above(3);
}

/** A link of any content, with right checksums. */
function forged(start: string, json: string): string {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const body = `${start}${text(deflateSync(strToU8(json)))}`;
  return `${body}.${text(sha256(strToU8(start.includes('1') ? body.slice(start.length) : body))).slice(0, 10)}`;
}

export const specs: readonly FuzzProperty[] = [
  property<{ readonly spec: AnySpec; readonly all: readonly Edit[] }>({
    id: 'spec',
    holds: 'A value is a spec that can be written, linked and read as itself, or is refused with issues; nothing is thrown.',
    cases: fc.record({ spec: anyKind, all: edits }),
    short: 60,
    check({ spec, all }) {
      const value = edited(spec, all);
      answered(parseAny(value));
      answered(completeSpec(value));
      answered(parseSpecText(JSON.stringify(value) ?? ''));
    },
  }),
  property<{ readonly spec: AnySpec; readonly at: number; readonly put: string; readonly gone: number }>({
    id: 'link-altered',
    holds: 'A link that was altered anywhere is refused.',
    cases: fc.record({ spec: anyKind, at: fc.oneof(fc.nat(6), fc.nat(2000)), put: nastyText, gone: fc.nat(3) }),
    short: 60,
    check({ spec, at, put, gone }) {
      const link = encodeLink(spec);
      const from = at % link.length;
      const altered = link.slice(0, from) + put + link.slice(from + gone);
      if (altered === link || altered === `#${link}`) return;
      expect(decodeLink(altered).ok, altered).to.equal(false);
    },
  }),
  property<{ readonly start: string; readonly json: string }>({
    id: 'link-forged',
    holds: 'A link with right checksums around any content opens a spec that stands, or is refused.',
    cases: fc.record({
      start: fc.constantFrom('r2=', 's2=', 'r1=', 's1='),
      json: fc.oneof(
        fc
          .dictionary(fc.constantFrom('drift', 'seeds', 'data', 'arms', 'kind', 'labels', '__proto__', 'constructor'), nastyValue, {
            maxKeys: 3,
          })
          .map((value) => JSON.stringify(value)),
        nastyValue.map((value) => JSON.stringify(value) ?? ''),
        fc.constantFrom('{"drift":[[{"id":"contrast","severity":1e999}]]}', '{"seeds":{"root":[1e400]}}'),
        nastyText,
      ),
    }),
    short: 60,
    check({ start, json }) {
      const result = decodeLink(forged(start, json));
      if (result.ok) stands(result.spec);
      else expect(result.message).to.match(/Ask for the link again/);
    },
  }),
  property<string>({
    id: 'link-text',
    holds: 'Any text is a link or is refused in words; what stands beside a link is read or left alone.',
    cases: fc.oneof(
      nastyText,
      fc.string({ maxLength: 80 }).map((text) => `r2=${text}`),
      nastyValue.map((value) => JSON.stringify(value) ?? ''),
    ),
    short: 60,
    check(text) {
      expect(decodeLink(text).ok).to.equal(false);
      const [shared, lesson] = [readShared(text), readLesson(text)];
      if (shared) canonicalJson(shared);
      if (lesson) canonicalJson(lesson);
    },
  }),
  property<{ readonly spec: AnySpec; readonly path: string; readonly value: unknown; readonly axis: string }>({
    id: 'sweep',
    holds: 'A field that is varied gives specs that stand, or a RangeError that names it.',
    cases: fc.record({
      spec: anyKind,
      path: fc.oneof(
        fc.constantFrom(
          'labels.budget',
          'seeds.count',
          'drift[0].severity',
          'stop.epochs',
          'constructor',
          '__proto__.a',
          'seeds.__proto__',
          'drift[0].params.constructor',
          '',
          '[',
          'arms[0].id',
        ),
        nastyText,
      ),
      value: nastyValue,
      axis: fc.oneof(
        nastyText,
        fc.tuple(nastyText, nastyText).map(([a, b]) => `${a}=${b}`),
        fc.constantFrom(
          'labels.budget=20,50',
          'a=1..5+5',
          'a=1e-3..1e999*5',
          'seeds.count=1..3+3',
          'a=0..0*9',
          'a=-1..1*3',
          'a=[1,2],{"b":[3]}',
        ),
      ),
    }),
    short: 60,
    check({ spec, path, value, axis }) {
      const inWords = (work: () => void) => {
        try {
          work();
        } catch (error) {
          if (!(error instanceof RangeError) || /call stack|Invalid/.test(error.message)) throw error;
        }
      };
      inWords(() => stands(varied(spec, { path }, value)));
      inWords(() => sweepCells(spec, [axisFrom(axis)]).forEach((cell) => stands(cell.spec)));
    },
  }),
];
