import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '../../src/spec/canonical.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { changeable, changedParts, hideable, lessonText, lockedParts, mayChange, readLesson, type Lesson } from '../../src/spec/lesson.ts';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { readShared, sharedText } from '../../src/spec/shared-result.ts';
import { anySpec } from './arbitrary-spec.ts';

const { spec } = presets.quick;
const anyLesson: fc.Arbitrary<Lesson> = fc
  .record({
    change: fc.subarray([...changeable]),
    hide: fc.subarray([...hideable]),
    begin: fc.constantFrom(undefined, 'slides', 'old-and-new'),
  })
  .map(({ begin, ...rest }) => ({ ...rest, ...(begin && { begin }) }));
const shared = sharedText({
  ...{ runId: `sha256:${'a'.repeat(64)}`, verdict: 'A tie', startedAt: '2026-11-30T10:00:00.000Z', engine: 'wasm', seeds: 16 },
  arms: [{ id: 'head-only', title: 'tune the head', mean: 0.9, lo: 0.8, hi: 0.95 }],
});

describe('a lesson in a link', () => {
  it('comes back with its experiment, with a result beside it or without', () => {
    fc.assert(
      fc.property(anySpec, anyLesson, fc.boolean(), (experiment, lesson, withResult) => {
        const link = decodeLink(encodeLink(experiment, lessonText(lesson, withResult ? shared : undefined)));
        if (!link.ok) throw new Error(link.message);
        expect(canonicalJson(link.spec)).to.equal(canonicalJson(experiment));
        expect(link.shared).to.equal(undefined);
        expect(readLesson(link.lesson!)).to.deep.equal({ lesson, ...(withResult && { shared }) });
      }),
      { numRuns: 100 },
    );
  });

  it('changes no link that has none', () => {
    expect(decodeLink(encodeLink(spec, shared))).to.deep.equal({ ok: true, spec, shared });
    expect(decodeLink(encodeLink(spec))).to.deep.equal({ ok: true, spec });
  });

  it('is nothing to a version that knows only results: it reads none there, and opens the experiment', () => {
    // What such a version does with the text: `readShared`, which refuses keys that it does not know.
    expect(readShared(lessonText({ change: [], hide: [] }, shared))).to.equal(undefined);
  });

  it('is refused when cut or altered, as any link', () => {
    const link = encodeLink(spec, lessonText({ change: ['labels'], hide: ['depth'] }));
    for (let at = 0; at < link.length; at += 7) expect(decodeLink(link.slice(0, at)).ok, String(at)).to.equal(false);
  });

  it('is not read where it says what this version does not know', () => {
    for (const lesson of [{}, { change: ['weather'], hide: [] }, { change: [], hide: [], begin: 'A B' }, { change: [], hide: [], more: 1 }])
      expect(readLesson(JSON.stringify({ lesson })), JSON.stringify(lesson)).to.equal(undefined);
    expect(readLesson('{')).to.equal(undefined);
    expect(readLesson('null')).to.equal(undefined);
  });
});

describe('what a lesson locks', () => {
  const changed: readonly [string, Partial<Spec>, string][] = [
    ['nothing', {}, ''],
    ['the seed', { seeds: { ...spec.seeds, root: 1 } }, 'seeds'],
    ['the engine, which goes with the seeds', { engine: 'cpu' }, 'seeds'],
    ['the labels', { labels: { budget: 20 } }, 'labels'],
    ['the epochs of repairs', { stop: { epochs: 3 } }, 'repairs'],
    ['how strong the drift is', { drift: spec.drift.map((drift) => ({ ...drift, severity: 1 })) }, 'severity'],
    ['which drift', { drift: [] }, 'drift'],
    ['the base model', { base: { ...spec.base, epochs: 2 } }, 'model'],
    ['data and labels', { data: presets.sensors.spec.data, labels: { budget: 20 } }, 'data labels'],
  ];
  for (const [what, change, parts] of changed)
    it(`is told by parts: ${what}`, () => {
      expect([...changedParts(spec, { ...spec, ...change })].sort().join(' ')).to.equal(parts);
    });

  it('is everything where nothing may be changed, and nothing where all may', () => {
    for (const [, change, parts] of changed) {
      const after = { ...spec, ...change };
      expect(lockedParts({ change: [], hide: [] }, spec, after).length).to.equal(parts ? parts.split(' ').length : 0);
      expect(lockedParts({ change: [...changeable], hide: [] }, spec, after)).to.deep.equal([]);
    }
  });

  it('lets whoever may change the drift change its severity, not the other way round; so with repairs and labels', () => {
    expect(mayChange({ change: ['drift'], hide: [] }, 'severity')).to.equal(true);
    expect(mayChange({ change: ['severity'], hide: [] }, 'drift')).to.equal(false);
    expect(mayChange({ change: ['repairs'], hide: [] }, 'labels')).to.equal(true);
    expect(mayChange({ change: ['labels'], hide: [] }, 'repairs')).to.equal(false);
  });
});
