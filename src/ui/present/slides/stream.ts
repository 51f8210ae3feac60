/** A stream as slides. */
import { msg, str, translated } from '../../../words/msg.ts';
import { html } from 'lit';
import { capital, percent, seconds } from '../../../measure/format.ts';
import { policyStyle } from '../../../policies/mark.ts';
import { policyTitle } from '../../../policies/registry.ts';
import { canonicalJson } from '../../../spec/canonical.ts';
import { streamPresets } from '../../../spec/kinds/stream/presets.ts';
import type { StreamStore } from '../../../state/stream-store.ts';
import '../../charts/cross-chart.ts';
import '../../charts/stream-chart.ts';
import { accuracyLine, changesIn } from '../../stream/served-lines.ts';
import type { Slide } from '../slide.ts';
import { changePicture, changeSentences } from './changes.ts';

/** The names of the lines take that much height below the chart, px for a row, with about as many letters in a row px. */
const KEY = { row: 17, letter: 5.9, mark: 26 };

/** What the policies are called: without what they do then, where they can be told apart without. */
function titlesOf({ policies }: StreamStore['spec']): readonly string[] {
  const whole = policies.map(policyTitle);
  const short = whole.map((title) => title.split(' → ')[0]!);
  return new Set(short).size === short.length ? short : whole;
}

const question: Slide<StreamStore> = {
  id: 'question',
  title: () => msg('The world changes while models serve it. Who acts when?'),
  tell: ({ spec }) => {
    const named = Object.values(streamPresets).find((preset) => canonicalJson(preset.spec) === canonicalJson(spec))?.help;
    return {
      lead: named ?? msg('A stream goes by, batch by batch, and its labels come back late.'),
      say: [
        msg(str`${spec.policies.length} policies watch it, each with its own copy of the model.`),
        `${capital(spec.policies.map(policyTitle).join(', '))}.`,
      ],
    };
  },
  ask: () => msg('Ask when to act: at fixed times, when accuracy has fallen, or when a detector rings?'),
};

const changes: Slide<StreamStore> = {
  id: 'changes',
  title: () => msg('The world changes'),
  tell: (store) => ({ say: changeSentences(store) }),
  picture: changePicture,
  ask: () => msg('Ask who would notice that without labels.'),
};

const race: Slide<StreamStore> = {
  id: 'race',
  title: () => msg('Accuracy as served'),
  least: 12,
  tell: ({ run, spec }) => {
    if (!run.seen) return { say: [run.busy ? msg('The base model is learning the old world.') : msg('Press Space to play the stream.')] };
    const repairs = run.columns.map((points) => points.filter(({ action }) => action).length);
    const most = repairs.indexOf(Math.max(...repairs));
    return {
      say: [
        run.ended >= spec.seeds.count
          ? msg('All streams are through; the first is shown.')
          : run.watched
            ? msg(str`The first stream is through; ${Math.min(run.ended + 1, spec.seeds.count)} of at most ${spec.seeds.count} like it.`)
            : msg(str`Batch ${run.seen} of ${run.batches}. Dots are repairs; shaded is where the world truly changes.`),
        ...(repairs[most] ? [msg(str`Most repairs so far: ${policyTitle(run.spec.policies[most]!)}, ${repairs[most]!}.`)] : []),
      ],
    };
  },
  picture: (store, { width, height }) => {
    const { run } = store;
    const spec = run.phase === 'idle' ? store.spec : run.spec;
    const batches = run.batches || Math.floor(spec.data.split.newPool / spec.stream.batch);
    const titles = titlesOf(spec);
    const lines = titles.map((title, i) => ({
      title,
      ...policyStyle(i),
      ...accuracyLine('window')(run.phase === 'idle' ? [] : (run.columns[i] ?? [])),
    }));
    const rows = Math.ceil(
      lines.reduce((sum, { title }) => sum + KEY.mark + KEY.letter * translated(title).length, 0) / Math.max(1, width - 50),
    );
    return html`<stream-chart
      class="canvas"
      .lines=${lines}
      .bands=${changesIn(store, batches)}
      .batches=${batches}
      data-height=${Math.max(60, height - rows * KEY.row)}
      label=${msg('Serving accuracy of every policy over the stream')}
    ></stream-chart>`;
  },
  ask: () => msg('Pause it halfway and let the room vote on whether to act.'),
};

const verdict: Slide<StreamStore> = {
  id: 'verdict',
  title: () => msg('What the evidence says'),
  tell: ({ run }) => {
    const { record } = run;
    if (!record) {
      const busy = msg(str`A conclusion comes when the question is settled, after ${run.spec.seeds.count} streams at most.`);
      return { say: [run.busy ? busy : (run.message ?? msg('Press Space to play the stream.'))] };
    }
    const { headline, sentences, favours } = record.derived.verdict;
    const best = record.derived.policies.find(({ policy }) => policy === favours);
    return {
      lead: html`${translated(headline.before)}<em>${translated(headline.policy)}</em>${translated(headline.after)}`,
      ...(best && { number: { value: percent(best.accuracy), label: msg('served right over the whole stream') } }),
      say: sentences,
      most: 1,
    };
  },
  ask: () => msg('Ask at which price of a repair the answer would turn.'),
};

const price: Slide<StreamStore> = {
  id: 'price',
  title: () => msg('What it cost'),
  tell: ({ run: { record, busy } }) => {
    if (!record) return { say: [busy ? msg('Filled in when the streams are through.') : msg('Press Space to play the stream.')] };
    const { prices } = record.derived.verdict;
    return { say: [msg('Up and left is better. Crosses: 95 % intervals.'), ...prices], most: 1 };
  },
  picture: ({ run: { record } }, { height }) =>
    record &&
    html`<cross-chart
      .crosses=${record.derived.policies.map((of) => ({ id: `policy-${of.policy}`, title: titlesOf(record.spec)[of.policy]!, x: of.seconds, y: of.accuracy }))}
      .height=${Math.max(90, height)}
      xTitle=${msg('training time per seed')}
      .xFormat=${(value: number) => (value === 0 ? '0' : seconds(value))}
      label=${msg('Serving accuracy of each policy against its training time')}
    ></cross-chart>`,
  ask: () => msg('Ask who pays for a repair, and who for a wrong answer.'),
};

export const streamSlides: readonly Slide<StreamStore>[] = [question, changes, race, verdict, price];
