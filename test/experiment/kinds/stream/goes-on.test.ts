import { expect } from 'chai';
import type { EarlierStream } from '../../../../src/contracts/record.ts';
import type { StreamCommand } from '../../../../src/contracts/stream.ts';
import { runStream } from '../../../../src/experiment/kinds/stream/run.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';
import { fakeTrainer } from '../../fake-trainer.ts';
import { dataset, quiet, spec, timeless } from './tiny-stream.ts';

const many: StreamSpec = { ...spec, seeds: { ...spec.seeds, count: 9 } };
/** A person changes the world before batch 4 and takes a repair back before batch 9. */
const byHand = (batch: number): readonly StreamCommand[] =>
  batch === 4 ? [{ type: 'drift', drift: globalDrift('gain-offset', 0.7) }] : batch === 9 ? [{ type: 'rollback', policy: 1 }] : [];

async function run(
  what: StreamSpec,
  { commands, earlier, failAt = 0 }: { commands?: typeof byHand; earlier?: EarlierStream; failAt?: number } = {},
) {
  const trainer = fakeTrainer({ atOnce: 2, failAt });
  const result = await runStream({ spec: what, dataset, trainer, pace: quiet(commands), emit: () => {}, ...(earlier && { earlier }) });
  return { result, trained: trainer.jobs.length };
}

/** What stands when so many seeds are complete. */
const after = ({ seeds, runs, edits, observations }: Awaited<ReturnType<typeof run>>['result'], complete: number): EarlierStream => ({
  ...{ seeds: seeds.slice(0, complete), runs: runs.filter(({ seed }) => seed < complete), edits, observations },
});

describe('a stream that goes on from what an interrupted one had come to', () => {
  for (const [title, what] of [
    ['of fixed seeds', many],
    ['that is a race', { ...many, seeds: { ...many.seeds, race: true as const } }],
  ] as const)
    it(`${title} comes to the same to the last bit, and repeats no complete seed`, async () => {
      const whole = await run(what, { commands: byHand });
      for (const complete of [0, 1, 3, 4, 5, 9]) {
        // Nobody does again by hand what was done: it is known.
        const rest = await run(what, { earlier: after(whole.result, complete) });
        expect(timeless(rest.result), `after ${complete} seeds`).to.deep.equal(timeless(whole.result));
        const { seeds, edits, observations, retired } = rest.result;
        expect({ seeds, edits, observations, retired }).to.deep.equal({
          ...{
            seeds: whole.result.seeds,
            edits: whole.result.edits,
            observations: whole.result.observations,
            retired: whole.result.retired,
          },
        });
        if (complete) expect(rest.trained).to.be.lessThan(whole.trained);
      }
    });

  it('keeps the seeds that are complete when something fails on a further one', async () => {
    const whole = await run(many);
    const broken = await run(many, { failAt: whole.trained - 2 });
    expect((broken.result.endedBy as Error).message).to.equal('the fake engine failed');
    expect(broken.result.seeds.length).to.be.within(1, 8);
    const rest = await run(many, { earlier: after(broken.result, broken.result.seeds.length) });
    expect(timeless(rest.result)).to.deep.equal(timeless(whole.result));
  });
});
