import { expect } from 'chai';
import { derivedOf } from '../../src/experiment/kinds/derived.ts';
import { withLead } from '../../src/record/build.ts';
import { runText } from '../../src/record/file/write.ts';
import { leadSituations } from '../../src/spec/lead/situations.ts';
import { parseAny } from '../../src/spec/parse.ts';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import { compareSpecKind } from '../../src/spec/kinds/compare/kind.ts';
import { streamSpecKind } from '../../src/spec/kinds/stream/kind.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { comparisonRun, read } from './runs.ts';

describe('a comparison that is told afterwards how long repairs take', () => {
  const before = comparisonRun();
  const { lead } = leadSituations[0]!;

  it('comes to what it would have come to, had it been said before', () => {
    const after = withLead(before, lead);
    expect(after.derived).to.deep.equal(derivedOf(after));
    expect(after.derived.freshness!.leads).to.have.keys(before.spec.arms.map(({ id }) => id));
    expect(after.derived.summary).to.deep.equal(before.derived.summary);
    expect([after.specId === before.specId, after.runId === before.runId]).to.deep.equal([false, false]);
  });
  it('is what it was when that is taken back', () => {
    expect(withLead(withLead(before, lead), undefined).runId).to.equal(before.runId);
  });
  it('is read from its file as it was written, and sound', () => {
    const after = withLead(before, lead);
    const found = read(runText(after));
    expect(found.record.runId).to.equal(after.runId);
    expect(found.ok).to.equal(true);
  });
});

describe('a situation to start from', () => {
  it('is an experiment that can be checked, of every kind, and travels in a link', () => {
    for (const { lead, id } of leadSituations)
      for (const spec of [compareSpecKind.withLead(presets.quick.spec, lead), streamSpecKind.withLead(streamPresets.plants.spec, lead)]) {
        const parsed = parseAny(spec);
        expect(parsed.ok, id).to.equal(true);
        expect(decodeLink(encodeLink(spec))).to.deep.include({ spec });
      }
  });
  it('gives a stream the time up to its horizon', () => {
    const { lead } = streamSpecKind.withLead(streamPresets.plants.spec, leadSituations[0]!.lead);
    expect(streamPresets.plants.spec.data.split.newPool / lead!.traffic!).to.be.closeTo(leadSituations[0]!.lead.horizon!, 5);
  });
});
