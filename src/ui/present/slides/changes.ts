/** The slide on which the world changes, which every kind of experiment has: rows before and after. */
import { msg, translated } from '../../../words/msg.ts';
import { html, type TemplateResult } from 'lit';
import type { Preview } from '../../../contracts/services.ts';
import type { Samples } from '../../../data/types.ts';
import { isPlane, planeBounds } from '../../../state/catalogue.ts';
import type { ExperimentStore } from '../../../state/experiment-store.ts';
import '../../charts/sample-strip.ts';
import '../../experiment/drift-pictures.ts';
import { capital } from '../../../measure/format.ts';
import { plainly } from '../../compare/plainly.ts';
import type { Room } from '../slide.ts';

/** Of a sample strip, px: words before its rows, gaps, the line of labels below. */
const STRIP = { words: 76, gap: 4, labels: 22, least: 22, most: 64 };

export function changeSentences({ preview, refusal }: ExperimentStore): string[] {
  if (!preview) return [refusal ? refusal.text : msg('Loading samples …')];
  if (preview.ledger.length) return preview.ledger.map(({ sentence }) => capital(plainly(sentence)));
  return [preview.shift ? msg('Nobody injected this change: it is in the data.') : msg('Nothing changes: this is the control.')];
}

/** Images side by side, texts with what changed in them, points of a plane, or columns as histograms. */
export function changePicture({ preview, spec, data }: ExperimentStore, room: Room): TemplateResult | undefined {
  if (!preview) return undefined;
  if (preview.inputShape.length === 3) return strip(preview, room);
  if (preview.before.text !== undefined) return html`<text-diff .preview=${preview} .count=${Math.min(room.most, 4)}></text-diff>`;
  if (isPlane(data.chosen(spec)?.columns ?? [])) return planes(preview, room);
  return html`<shift-histograms .preview=${preview} .count=${room.most}></shift-histograms>`;
}

/** As many images as the height leaves room for. */
function strip(preview: Preview, { width, height, most }: Room): TemplateResult {
  const side = Math.max(STRIP.least, Math.min(STRIP.most, Math.floor((height - STRIP.labels - 4 * STRIP.gap) / 3)));
  const count = Math.max(1, Math.min(most, Math.floor((width - STRIP.words) / (side + STRIP.gap))));
  return html`<fit-width .px=${STRIP.words + count * (side + STRIP.gap)}><sample-strip .preview=${preview} .count=${count}></sample-strip></fit-width>`;
}

function planes({ before, after }: Preview, { height }: Room): TemplateResult {
  const samples = (rows: Preview['before']): Samples => ({ rows: rows.y.length, inputShape: [2], ...rows });
  const bounds = planeBounds(samples(before), samples(after));
  const figure = (points: Preview['before'], name: string) =>
    html`<figure><plane-canvas .view=${{ bounds, points }} label=${name}></plane-canvas><figcaption>${translated(name)}</figcaption></figure>`;
  return html`<fit-width .px=${2 * (height - 24) + 12}><div class="planes">${figure(before, msg('before'))}${figure(after, msg('after'))}</div></fit-width>`;
}
