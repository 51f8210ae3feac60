/** A comparison as slides. */
import { msg, str, translated } from '../../../words/msg.ts';
import { html } from 'lit';
import type { ArmSummary } from '../../../contracts/results.ts';
import { interval } from '../../../maths/statistics.ts';
import { doing } from '../../../measure/doing.ts';
import { capital, percent, seconds } from '../../../measure/format.ts';
import { soundness, soundnessTitle } from '../../../measure/metrics/words.ts';
import { canonicalJson } from '../../../spec/canonical.ts';
import { armTitle, presets } from '../../../state/catalogue.ts';
import type { CompareRun } from '../../../state/compare-run.ts';
import { Curves } from '../../../state/curves.ts';
import type { LabStore } from '../../../state/lab-store.ts';
import '../../charts/band-chart.ts';
import { revealed, type BandChartData, type BandLine } from '../../charts/band-data.ts';
import '../../charts/cross-chart.ts';
import { steadyEnd, tenthBelow, tickText } from '../../charts/scales.ts';
import { lineOf } from '../../compare/race-stage.ts';
import type { Slide } from '../slide.ts';
import { changePicture, changeSentences } from './changes.ts';

/** Lines with a name of their own. The others are drawn thin and pale: a room reads no more names than that. */
const NAMED = 5;
/** A name at the end of a line takes that much height, px. */
const NAME_HEIGHT = 15;

const whole = (share: number): string => `${Math.round(100 * share)} %`;

/** The preset that this is, for the sentence that its author gave it. */
const presetOf = ({ spec }: LabStore) => Object.values(presets).find((preset) => canonicalJson(preset.spec) === canonicalJson(spec));

const question: Slide<LabStore> = {
  id: 'question',
  title: () => msg('The world changed. Retrain the model, or fine-tune it?'),
  tell: (store) => {
    const { spec, data } = store;
    const named = presetOf(store)?.help;
    const learned = data.chosen(spec)?.title ?? msg('files of your own');
    const labels = spec.labels.budget.toLocaleString('en');
    return {
      lead: named ?? msg(str`${learned}: a model learns them, and then the world changes.`),
      say: [
        msg(str`${spec.arms.length} responses race on this machine, with ${labels} labels of the new world.`),
        `${capital(spec.arms.map(({ id }) => doing({ title: armTitle(id) })).join(', '))}.`,
      ],
    };
  },
  ask: () => msg('Ask who would retrain, who would fine-tune, and who would do nothing; count hands.'),
};

const learns: Slide<LabStore> = {
  id: 'learns',
  title: () => msg('It learns'),
  tell: ({ run }) => {
    const through = [...run.baseCurves.raw('base')].filter(([seed]) => run.ledgers.has(seed));
    const reached = run.record?.seeds.map(({ base }) => base.accuracyOld) ?? through.map(([, points]) => points.at(-1)!.accuracy['old']!);
    if (!reached.length) return { say: [run.busy ? msg('The first base model is learning.') : msg('Press Space to run it.')] };
    const { mean } = interval(reached);
    return {
      number: { value: whole(mean), label: msg(str`${soundness(run.spec)} on the old world`) },
      say: [msg(str`The base model reaches ${percent(interval(reached))}, over ${reached.length} seeds.`)],
    };
  },
  picture: ({ run }, { height }) => {
    const { base, data } = run.spec;
    if (run.spec.model.family === 'imported') return undefined;
    const perEpoch = Math.ceil(data.split.baseTrain / base.batchSize);
    const band = run.baseCurves.band(
      'base',
      base.epochs,
      ({ step }) => step / perEpoch,
      ({ accuracy }) => accuracy['old']!,
    );
    const drawn: BandChartData = { x: Curves.grid(base.epochs), lines: [{ id: 'base', title: '', color: '--accent', dash: [], ...band }] };
    return html`<band-chart
      class="canvas"
      .data=${drawn}
      .end=${base.epochs}
      .labelWidth=${12}
      data-height=${height}
      xTitle=${msg('epoch')}
      .xFormat=${(value: number) => String(Math.round(value * 10) / 10)}
      label=${msg(str`${soundnessTitle(run.spec)} of the base model on the old world while it learns`)}
    ></band-chart>`;
  },
  ask: () => msg('Ask what the curve will do when the world changes.'),
};

const changes: Slide<LabStore> = {
  id: 'changes',
  title: () => msg('The world changes'),
  tell: (store) => {
    const { fall, stale } = store;
    const number = fall && !stale && { value: `${whole(fall.before)} → ${whole(fall.after)}`, label: msg('the model, left as it is') };
    return { ...(number && { number }), say: changeSentences(store) };
  },
  picture: changePicture,
  ask: () => msg('Before the run: how many of 100 will it get right now? Write the guesses down.'),
};

/** Which lines have names: doing nothing, whatever the verdict is about, and then whoever stands highest. */
function named(run: CompareRun, lines: readonly BandLine[], most: number): ReadonlySet<string> {
  const { derived } = run;
  const first = ['none', derived?.verdict.favours, ...(derived?.summary.standing.best ?? [])];
  const height = ({ mean }: BandLine) => mean.findLast((value) => !Number.isNaN(value)) ?? -Infinity;
  const rest = [...lines].sort((a, b) => height(b) - height(a)).map(({ id }) => id);
  const present = new Set(lines.map(({ id }) => id));
  return new Set([...first, ...rest].filter((id): id is string => id !== undefined && present.has(id)).slice(0, most + 2)
    .filter((id, i, all) => all.indexOf(id) === i).slice(0, most)); // prettier-ignore
}

const race: Slide<LabStore> = {
  id: 'race',
  title: () => msg('The race to recover'),
  least: 12,
  tell: ({ run }) => {
    const seeds = Math.max(0, ...run.spec.arms.map(({ id }) => run.armCurves.raw(id).size));
    if (!seeds) return { say: [run.busy ? msg('The repairs have not begun yet.') : msg('Press Space to run it.')] };
    const arms = run.derived?.summary.arms ?? run.soFar?.arms ?? [];
    const top = [...arms].sort((a, b) => b.accuracyNew.mean - a.accuracyNew.mean)[0];
    const sound = soundnessTitle(run.spec);
    return {
      say: [
        ...(top
          ? [capital(msg(str`${doing(top)} stands highest: ${whole(top.accuracyNew.mean)} on the new world, over ${seeds} seeds.`))]
          : []),
        msg(str`${sound} on the new world against training time.`),
        ...(run.spec.arms.length > NAMED ? [msg('Thin lines without a name are the other repairs.')] : []),
      ],
    };
  },
  picture: ({ run }, room) => {
    const ids = run.spec.arms.map(({ id }) => id).filter((id) => run.armCurves.raw(id).size > 0);
    const x = (point: { readonly seconds: number }) => point.seconds;
    const end = steadyEnd(run.armCurves.extent(x) || 1);
    const lines = ids.map((id): BandLine => ({ ...lineOf(id), ...run.armCurves.band(id, end, x, ({ accuracy }) => accuracy['new']!) }));
    const names = named(run, lines, Math.max(1, Math.min(NAMED, Math.floor((room.height - 54) / NAME_HEIGHT))));
    const longest = Math.max(4, ...lines.filter(({ id }) => names.has(id)).map(({ title }) => translated(title).length));
    const [front, back] = [lines.filter(({ id }) => names.has(id)), lines.filter(({ id }) => !names.has(id))];
    const from = tenthBelow(Math.min(0, ...lines.flatMap(({ mean }) => mean.at(-1) ?? 0).filter(Number.isFinite)));
    const tick = (value: number, step = end / 5) => (end <= 1 ? `${tickText(1000 * value, 1000 * step)} ms` : `${tickText(value, step)} s`);
    return html`<band-chart
      class="canvas"
      .data=${revealed({ x: Curves.grid(end), lines: front, ...(back.length && { ghosts: back }) }, room.revealed)}
      .end=${end}
      .yFrom=${from}
      .labelWidth=${Math.min(Math.ceil(6.9 * longest) + 18, room.width / 2)}
      data-height=${room.height}
      xTitle=${msg('training time')}
      .xFormat=${(value: number, step?: number) => (value === 0 ? '0' : tick(value, step))}
      label=${msg(str`${soundnessTitle(run.spec)} of each repair on the new world while it trains`)}
    ></band-chart>`;
  },
  ask: () => msg('Ask who is back first, and who ends highest: they need not be the same.'),
};

const verdict: Slide<LabStore> = {
  id: 'verdict',
  title: () => msg('What the evidence says'),
  tell: ({ run, stale }) => {
    const { derived } = run;
    if (!derived) return waiting(run);
    const { before, arm, after, id } = derived.verdict.headline;
    const [first] = derived.verdict.evidence;
    return {
      lead: html`${translated(before)}<em class=${id ?? derived.verdict.favours ?? ''}>${translated(arm)}</em>${translated(after)}`,
      ...(first && { number: { value: first.value, label: first.label } }),
      say: [...(stale ? [msg('The experiment was changed since; this is the run before.')] : []), ...derived.verdict.sentences],
      most: 1,
    };
  },
  ask: () => msg('Ask what would turn the answer: fewer labels, another drift, a dearer mistake. Then change one thing and run again.'),
};

/** What the verdict waits for. */
function waiting(run: CompareRun): { readonly say: readonly string[] } {
  if (run.phase === 'failed' || run.phase === 'stopped') return { say: [run.message ?? ''] };
  if (!run.busy) return { say: [msg('Press Space to run it.')] };
  return { say: [msg(str`Collecting evidence: a conclusion comes after ${run.spec.seeds.count} seeds at most.`)] };
}

const price: Slide<LabStore> = {
  id: 'price',
  title: () => msg('What it cost'),
  tell: ({ summary, run }) => {
    const trained = summary.arms.filter(({ trainSeconds }) => trainSeconds.mean > 0);
    if (!trained.length) return { say: [run.busy ? msg('Filled in when the first seed is through.') : msg('Press Space to run it.')] };
    const by = (work: (arm: ArmSummary) => number) => [...trained].sort((a, b) => work(a) - work(b));
    const [least, most] = [by(({ counts }) => counts.flops)[0]!, by(({ counts }) => counts.flops).at(-1)!];
    const times = most.counts.flops / least.counts.flops;
    return {
      ...(Number.isFinite(times) &&
        times > 1 && {
          number: {
            value: `× ${times < 10 ? times.toFixed(1) : Math.round(times)}`,
            label: msg(str`${doing(most)} against ${doing(least)}, counted work`),
          },
        }),
      say: [msg(str`Up and left is better. ${capital(doing(least))} takes ${seconds(least.trainSeconds.mean)} a seed.`)],
    };
  },
  picture: ({ summary, run }, { height }) =>
    summary.arms.length
      ? html`<cross-chart
          .crosses=${summary.arms.map(({ id, title, accuracyNew, trainSeconds }) => ({ id, title, y: accuracyNew, x: trainSeconds }))}
          .height=${Math.max(90, height)}
          xTitle=${msg('training time per seed')}
          .xFormat=${(value: number) => (value === 0 ? '0' : seconds(value))}
          label=${msg(str`New-world ${soundness(run.spec)} of each repair against its cost`)}
        ></cross-chart>`
      : undefined,
  ask: () => msg('Ask whether the difference is worth that much more work, every time the world changes.'),
};

export const compareSlides: readonly Slide<LabStore>[] = [question, learns, changes, race, verdict, price];
