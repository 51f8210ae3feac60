import { expect } from 'chai';
import fc from 'fast-check';
import { loadDataset } from '../../../../datasets/registry.ts';
import type { StreamRecord } from '../../../../src/contracts/record.ts';
import type { PolicyRun } from '../../../../src/contracts/stream.ts';
import { complaintShare } from '../../../../src/detect/estimate/complaint-share.ts';
import { factsOf } from '../../../../src/experiment/data-facts.ts';
import { checkAny } from '../../../../src/experiment/kinds/registry.ts';
import { openComplaints, type Heard } from '../../../../src/experiment/kinds/stream/complaints.ts';
import { openLearnable, resampled } from '../../../../src/experiment/kinds/stream/learnable.ts';
import { experimentStream } from '../../../../src/random/names.ts';
import { randomStream } from '../../../../src/random/random.ts';
import { documentOf } from '../../../../src/record/document.ts';
import { csv } from '../../../../src/record/export/csv.ts';
import { issuesOf } from '../../../../src/record/schema/run.ts';
import { verify } from '../../../../src/record/verify.ts';
import { LabSession } from '../../../../src/services/lab/session.ts';
import { contentId } from '../../../../src/spec/canonical.ts';
import { decodeLink, encodeLink } from '../../../../src/spec/link.ts';
import { parseAny } from '../../../../src/spec/parse.ts';
import type { Complaints } from '../../../../src/spec/kinds/stream/complaints.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';
import { fakeTrainer } from '../../fake-trainer.ts';
import { dataset, run, spec, timeless } from './tiny-stream.ts';

const [SIZE, DELAY] = [spec.stream.batch, 2];
const asked = (wrong: number, right: number, more: Partial<Complaints> = {}): Complaints => ({ wrong, right, delay: DELAY, ...more });
const wrongIn = ({ points }: PolicyRun, batch: number) => Math.round((1 - points[batch]!.accuracy) * SIZE);
const heardOf = ({ points }: PolicyRun) => points.map(({ complaints }) => complaints!);
const total = (one: PolicyRun) => heardOf(one).reduce((sum, count) => sum + count, 0);

/** A world of a hundred rows by hand: every third one is of class 1, every fourth of group 1, and every fifth is answered wrongly. */
function byHand(complaints: Complaints, seed = 0): Heard & { readonly arrived: (batch: number) => number[] } {
  const rows = 100;
  const samples = {
    ...{ rows, inputShape: [1], x: new Float32Array(rows) },
    y: Int32Array.from({ length: rows }, (_, row) => Number(row % 3 === 0)),
    group: Int32Array.from({ length: rows }, (_, row) => Number(row % 4 === 0)),
  };
  return {
    ...{ spec: { ...spec, complaints }, seed, rows: samples, size: 10, tolerance: undefined, onOld: answersTo(samples.y) },
    dataset: { ...dataset, classes: ['no', 'yes'], groups: { name: 'site', names: ['north', 'south'] } },
    worlds: { old: { test: samples } },
    arrived: (batch) => Array.from({ length: (batch + 1) * 10 }, (_, row) => row).filter((row) => row % 7 === 0),
  };
}
const answersTo = (y: Int32Array) => ({
  predicted: y.map((label, row) => (row % 5 === 0 ? 1 - label : label)),
  confidence: new Float32Array(y.length),
});

describe('complaints in a stream', () => {
  it('are the wrong answers of the batch that is due, where all of those are complained of and no right one', async () => {
    const { runs } = await run({ complaints: asked(1, 0) });
    for (const one of runs) {
      expect(heardOf(one).slice(0, DELAY)).to.deep.equal([0, 0]);
      for (let batch = DELAY; batch < one.points.length; batch++)
        expect(one.points[batch]!.complaints, `${one.policy} ${batch}`).to.equal(wrongIn(one, batch - DELAY));
    }
  });

  it('are right answers, all or none where q and f say so', async () => {
    const expected: [Complaints, (one: PolicyRun, batch: number) => number][] = [
      [asked(0, 1), (one, batch) => SIZE - wrongIn(one, batch)],
      [asked(1, 1), () => SIZE],
      [asked(0, 0), () => 0],
    ];
    for (const [complaints, count] of expected) {
      const { runs } = await run({ complaints });
      for (const one of runs) expect(heardOf(one).slice(DELAY)).to.deep.equal(one.points.slice(DELAY).map((_, batch) => count(one, batch)));
    }
  });

  it('are heard never where the delay is longer than the stream', async () => {
    const { runs } = await run({ complaints: asked(1, 1, { delay: 1000 }) });
    expect(runs.map(total)).to.deep.equal(runs.map(() => 0));
  });

  it('come of one draw a row: row by row as recounted, more of them for a larger q, the same for equal answers', () => {
    const draws = experimentStream(spec.seeds.root, 'complaints', 4);
    const u = Array.from({ length: 100 }, () => draws.uniform());
    const world = byHand(asked(0.4, 0.1), 4);
    const answers = answersTo(world.rows.y);
    const recounted = u.flatMap((draw, row) => (draw < (row % 5 === 0 ? 0.4 : 0.1) ? [row] : []));
    expect(openComplaints(world)!.heardOf(answers, 11)).to.deep.equal(recounted);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const of = (wrong: number) => openComplaints(byHand(asked(wrong, 0)))!.heardOf(answers, 11);
        expect(of(Math.max(a, b))).to.include.members(of(Math.min(a, b)));
      }),
      { numRuns: 40 },
    );
  });

  it('are heard batch by batch what they are all together', () => {
    const world = byHand(asked(0.4, 0.1));
    const answers = answersTo(world.rows.y);
    const complaints = openComplaints(world)!;
    const oneByOne = Array.from({ length: 10 }, (_, batch) => complaints.heard(answers, batch)).flatMap(({ batch, complained }) =>
      complained.flatMap((one, i) => (one ? [batch * 10 + i] : [])),
    );
    expect(oneByOne).to.deep.equal(complaints.heardOf(answers, 9));
  });

  it('have rates by class and group, the first that fits, and rates of the old world that are means over its answers', () => {
    const except: Complaints['except'] = [
      { scope: 'group', name: 'south', wrong: 1, right: 1 },
      { scope: 'class', name: 'yes', wrong: 0, right: 0 },
    ];
    const world = byHand(asked(0.5, 0, { except, delay: 0 }));
    const complaints = openComplaints(world)!;
    const answers = answersTo(world.rows.y);
    const heard = complaints.heardOf(answers, 9);
    // Every fourth row is of the group; of the others those of the class are never heard, and right ones of the rest neither.
    for (let row = 0; row < 100; row++) {
      if (row % 4 === 0) expect(heard).to.include(row);
      else if (row % 3 === 0 || row % 5 !== 0) expect(heard).not.to.include(row);
      expect(complaints.chance(answers, row)).to.equal(row % 4 === 0 ? 1 : row % 3 === 0 ? 0 : row % 5 === 0 ? 0.5 : 0);
    }
    // By hand: of 20 wrong answers 5 are of the group, 5 others of the class, and 10 of neither; of 80 right ones 20 are of the group.
    expect(complaints.rates.wrong).to.be.closeTo((5 + 10 * 0.5) / 20, 1e-12);
    expect(complaints.rates.right).to.be.closeTo(20 / 80, 1e-12);
  });

  it('have the rates of all rows where the old world knows no wrong answer', () => {
    const world = byHand(asked(0.5, 0.1));
    const { rates } = openComplaints({ ...world, onOld: { ...world.onOld, predicted: world.rows.y } })!;
    expect(rates.wrong).to.be.closeTo(0.5, 1e-12);
    expect(rates.right).to.be.closeTo(0.1, 1e-12);
  });

  it('leave everything else as it was, and are nowhere where nobody is heard', async () => {
    const [without, silent] = [await run(), await run({ complaints: asked(0, 0) })];
    expect(JSON.stringify(without)).not.to.contain('complaint');
    const strip = (result: typeof silent) =>
      timeless(result).map(({ points, ...rest }) => ({ ...rest, points: points.map(({ complaints: _, ...point }) => point) }));
    expect(strip(silent)).to.deep.equal(strip(without));
  });

  it('about a model that was replaced do not reach the policy that watches its successor', async () => {
    // After every repair the complaints of two batches are still about the model before: with all answers wrong and all complained of,
    // the bound can ring again no sooner than when the first batch of the new model is due.
    const { runs } = await run({
      complaints: asked(1, 0),
      drift: [{ ...globalDrift('gain-offset', 5), when: { pattern: 'sudden', start: 0 } }],
      policies: [{ id: 'complaints', params: { watch: 'bound', collect: 0, action: 'retrain-new' } }],
      labels: { share: 1, delay: 0 },
    });
    const batches = runs[0]!.actions.map(({ batch }) => batch);
    for (let i = 1; i < batches.length; i++) expect(batches[i]! - batches[i - 1]!).to.be.above(DELAY);
  });

  it('tell the accuracy of the model that is never repaired, over the window of answers they are due of', async () => {
    const complaints = asked(0.6, 0.05);
    const { runs, observations } = await run({ complaints });
    const counts = heardOf(runs.find(({ policy }) => policy === 0)!);
    expect(observations[0]!.estimates['complaints']!.refusal).to.match(/wait for more batches/);
    for (const { batch, estimates } of observations.slice(DELAY)) {
      const due = counts.slice(DELAY, batch + 1).slice(-2);
      const { accuracy, interval } = complaintShare.run(
        { complaints: due.reduce((sum, count) => sum + count, 0), answers: due.length * SIZE, rates: complaints },
        {},
      );
      expect(estimates['complaints']!.accuracy).to.be.closeTo(accuracy!, 1e-6);
      expect(estimates['complaints']!.interval![1]).to.be.closeTo(interval![1], 1e-6);
    }
  });

  it('are of numbers, too: those that are told too far off', async () => {
    const numbers: StreamSpec = {
      ...spec,
      task: 'regression',
      data: { ...spec.data, id: 'friedman' },
      policies: [{ id: 'never', params: {} }],
      complaints: asked(1, 0),
    };
    const { record, warnings } = await recordOf(numbers);
    expect(warnings).to.deep.equal([]);
    for (const one of record.runs)
      expect(heardOf(one).slice(DELAY)).to.deep.equal(one.points.slice(0, -DELAY).map((_, i) => wrongIn(one, i)));
    expect(record.observations.at(-1)!.estimates['complaints']!.accuracy).to.be.within(0, 1);
  });

  it('are kept: in the record, its figures and its table, which can be checked', async () => {
    const { record } = await recordOf({ ...spec, complaints: asked(1, 0), seeds: { root: 5, count: 2 } });
    expect(issuesOf(JSON.parse(JSON.stringify(documentOf(record))))).to.deep.equal([]);
    expect(verify(documentOf(record)).checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(record.seeds[0]!.complaints).to.deep.equal({ wrong: 1, right: 0 });
    for (const { policy, complaints } of record.derived.policies) {
      expect(complaints!.heard.values).to.deep.equal(record.runs.filter((one) => one.policy === policy).map(total));
      // Every wrong answer is complained of, so that complaints tell the accuracy to the digits that are kept.
      expect(complaints!.estimate!.off.mean).to.be.closeTo(0, 1e-9);
    }
    const [header, first] = csv(record).split('\n');
    expect(header!.split(',').at(-1)).to.equal('complaints');
    expect(Number(first!.split(',').at(-1))).to.equal(total(record.runs[0]!));
    expect(record.derived.verdict.sentences.join(' ')).to.match(
      /Complaints tell the accuracy of stretches of 40 answers to within 0\.0 points/,
    );
  });
});

/** A whole run in this process, on an engine that only seems to train. */
async function recordOf(of: StreamSpec): Promise<{ record: StreamRecord; warnings: string[] }> {
  const session = new LabSession({
    createTrainer: async () => fakeTrainer(),
    loadDataset,
    machine: { userAgent: 'test', cores: 2 },
    app: 'test',
  });
  const warnings: string[] = [];
  let record: StreamRecord | undefined;
  await session.run(of, (event) => {
    if (event.type === 'warning') warnings.push(event.text);
    if (event.type === 'failed') throw new Error(event.text);
    if (event.type === 'finished') record = event.record as StreamRecord;
  });
  return { record: record!, warnings };
}

describe('learning from complaints', () => {
  const learning = (learnsFrom: string, complaints: Complaints, labels = spec.labels) =>
    run({
      ...{ complaints, labels, stream: { ...spec.stream, window: 100 } },
      policies: [{ id: 'periodic', params: { every: 15, action: 'retrain-new', learnsFrom } }],
    });

  it('takes the rows that were complained of by then, and labels at random besides where both are asked for', async () => {
    const none = { share: 0, delay: 0 };
    const { runs } = await learning('complaints', asked(1, 0), none);
    const heard = total({ ...runs[0]!, points: runs[0]!.points.slice(0, 15) });
    expect(heard).to.be.within(20, 300);
    expect(runs[0]!.actions[0]!.labels).to.equal(Math.min(100, heard));
    expect((await learning('labels', asked(1, 0), none)).runs[0]!.actions).to.deep.equal([]);
    expect((await learning('complaints', asked(0, 0))).runs[0]!.actions).to.deep.equal([]);
    expect((await learning('both', asked(0, 0), { share: 0.2, delay: 1 })).runs[0]!.actions[0]!.labels).to.equal(
      (await learning('labels', asked(0, 0), { share: 0.2, delay: 1 })).runs[0]!.actions[0]!.labels,
    );
  });

  it('weighs nothing where all are as likely: complaints alone with f = 0 are the same weighted', async () => {
    const [plain, weighted] = [await learning('complaints', asked(0.5, 0)), await learning('complaints-weighted', asked(0.5, 0))];
    expect(weighted.jobs.at(-1)!.data).to.deep.equal(plain.jobs.at(-1)!.data);
    const [both, bothWeighted] = [
      await learning('both', asked(0.9, 0), { share: 0.3, delay: 0 }),
      await learning('both-weighted', asked(0.9, 0), { share: 0.3, delay: 0 }),
    ];
    expect(bothWeighted.jobs.at(-1)!.data.rows).to.equal(both.jobs.at(-1)!.data.rows);
    expect(bothWeighted.jobs.at(-1)!.data).not.to.deep.equal(both.jobs.at(-1)!.data);
    expect(bothWeighted.runs[0]!.actions[0]!.labels).to.equal(both.runs[0]!.actions[0]!.labels);
  });

  it('knows how likely a label was: weighted rows add up to all rows, right and wrong ones alike (Horvitz & Thompson 1952)', () => {
    const share = 0.3;
    const worlds = 400;
    const sums = { wrong: [] as number[], right: [] as number[] };
    for (let seed = 0; seed < worlds; seed++) {
      const world = byHand(asked(0.5, 0.05, { delay: 0 }), seed);
      const random = randomStream(seed, 'labelled');
      const labelled = Array.from({ length: 100 }, () => random.uniform() < share);
      const learnable = openLearnable(
        {
          spec: { ...world.spec, labels: { share, delay: 0 } },
          arrived: (batch) => Array.from({ length: (batch + 1) * 10 }, (_, row) => row).filter((row) => labelled[row]),
        },
        openComplaints(world),
        { learnsFrom: 'both-weighted' },
      );
      const { arrived, likely } = learnable(answersTo(world.rows.y), 9);
      const sum = (wrong: boolean) => arrived.filter((row) => (row % 5 === 0) === wrong).reduce((all, row) => all + 1 / likely!(row), 0);
      sums.wrong.push(sum(true));
      sums.right.push(sum(false));
    }
    for (const [kind, rows, chance] of [
      ['wrong', 20, 1 - 0.7 * 0.5],
      ['right', 80, 1 - 0.7 * 0.95],
    ] as const) {
      const mean = sums[kind].reduce((a, b) => a + b, 0) / worlds;
      // Of independent rows the variance of a sum is Σ (1 − π)/π.
      const error = Math.sqrt((rows * (1 - chance)) / chance / worlds);
      expect(Math.abs(mean - rows), kind).to.be.below(4 * error);
    }
  });

  it('draws rows again in proportion to their weights: as many in all, each its share rounded down or up', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 }), fc.nat(), (weights, seed) => {
        const rows = weights.map((_, i) => 10 * i);
        const drawn = resampled(rows, weights, randomStream(seed, 'again'));
        expect(drawn).to.have.length(rows.length);
        const sum = weights.reduce((a, b) => a + b, 0);
        rows.forEach((row, i) => {
          const share = (rows.length * weights[i]!) / sum;
          const count = drawn.filter((one) => one === row).length;
          expect(count).to.be.within(Math.floor(share - 1e-6), Math.ceil(share + 1e-6));
        });
        expect(drawn).to.deep.equal([...drawn].sort((a, b) => a - b));
      }),
    );
    expect(resampled([3, 5, 9], [2, 2, 2], randomStream(1, 'again'))).to.deep.equal([3, 5, 9]);
    // On average every row comes as often as its weight says.
    let first = 0;
    for (let i = 0; i < 2000; i++) first += resampled([0, 1], [1, 3], randomStream(i, 'mean')).filter((row) => row === 0).length;
    expect(first / 2000).to.be.closeTo(0.5, 0.05);
  });
});

describe('complaints in a spec', () => {
  const issues = (change: Partial<StreamSpec>) =>
    checkAny({ ...spec, ...change }, factsOf(dataset)).map(({ path, message }) => `${path}: ${message}`);

  it('travel in a link, and change the id of an experiment only where they are', async () => {
    const heard = { ...spec, complaints: asked(0.3, 0.01, { except: [{ scope: 'class', name: 'x', wrong: 0, right: 0 }] }) };
    const decoded = await decodeLink(encodeLink(heard));
    expect(decoded).to.deep.equal({ ok: true, spec: heard });
    expect(contentId(heard)).not.to.equal(contentId(spec));
    const parsed = parseAny(JSON.parse(JSON.stringify(spec)));
    expect(parsed.ok && contentId(parsed.spec)).to.equal(contentId(spec));
  });

  it('are refused out of bounds, with the place', () => {
    const refusal = (complaints: object) => {
      const parsed = parseAny({ ...spec, complaints });
      return parsed.ok ? undefined : parsed.issues.map(({ path, message }) => `${path}: ${message}`).join();
    };
    expect(refusal(asked(0, 1))).to.equal(undefined);
    expect(refusal(asked(1.1, 0))).to.match(/^complaints\.wrong: must be at most 1/);
    expect(refusal(asked(0.1, -0.1))).to.match(/^complaints\.right: must be at least 0/);
    expect(refusal(asked(0.1, 0, { delay: 0.5 }))).to.match(/^complaints\.delay: expected a whole number/);
    const twice = { scope: 'class' as const, name: 'a', wrong: 0, right: 0 };
    expect(refusal(asked(0.1, 0, { except: [twice, twice] }))).to.match(/^complaints\.except: names a class or group twice/);
  });

  it('are asked for by policies that hear them, and by repairs that learn from them', () => {
    expect(issues({ policies: [{ id: 'complaints', params: { watch: 'bound' } }] })).to.deep.equal([
      'policies[0].id: decides by complaints, and this stream has none: add complaints, or choose another policy',
    ]);
    const learning = { id: 'periodic', params: { every: 4, action: 'retrain-new', learnsFrom: 'both' } };
    expect(issues({ policies: [learning] })).to.deep.equal([
      'policies[0].params.learnsFrom: asks for complaints, and this stream has none: add complaints, or leave it out',
    ]);
    expect(issues({ policies: [learning, { id: 'complaints', params: { watch: 'ddm' } }], complaints: asked(0.1, 0) })).to.deep.equal([]);
    expect(issues({ policies: [{ id: 'oracle', params: { learnsFrom: 'both' } }], complaints: asked(0.1, 0) })[0]).to.match(
      /^policies\[0\]\.params\.learnsFrom: /,
    );
  });

  it('name classes and groups that there are', () => {
    const except: Complaints['except'] = [
      { scope: 'class', name: 'zebra', wrong: 1, right: 0 },
      { scope: 'group', name: 'north', wrong: 1, right: 0 },
      { scope: 'class', name: dataset.classes[0]!, wrong: 1, right: 0 },
    ];
    const found = issues({ complaints: asked(0.1, 0, { except }) });
    expect(found).to.have.length(2);
    expect(found[0]).to.match(/^complaints\.except\[0\]: there is no class “zebra”; the classes are /);
    expect(found[1]).to.match(/^complaints\.except\[1\]: (this data has no groups|there is no )/);
  });
});
