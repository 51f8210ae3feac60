/** One request, from its intent and its channel. */
import type { Random } from '../../src/random/random.ts';
import { intents } from './intents.ts';
import { channels, context, fill, oneOf } from './slots.ts';

/** How often a request mentions what it is not about. */
const ASIDE_SHARE = 0.3;
/** How often it asks for a second thing; its class is the first. As word order is lost, half of these cannot be told. */
export const SECOND_SHARE = 0.1;
const CHAT = 1;

/** What a customer with intent `intent` (index of `intents`) writes through `channel` (index of `channels`). */
export function compose(intent: number, channel: number, random: Random): string {
  const style = channels[channel]!;
  const sentences = [oneOf(intents[intent]!.templates, random)];
  const other = () => intents[(intent + 1 + random.int(intents.length - 1)) % intents.length]!;
  if (random.uniform() < ASIDE_SHARE) sentences.push(other().aside);
  if (random.uniform() < SECOND_SHARE) sentences.push(oneOf(other().templates, random));
  for (let extra = random.int(style.context + 1); extra > 0; extra--) {
    // Before or after what is there.
    sentences.splice(random.int(2) * sentences.length, 0, oneOf(context, random));
  }
  const text = [oneOf(style.opening, random), ...sentences, oneOf(style.closing, random)].filter(Boolean).join(' ');
  const filled = fill(text, random);
  return channel === CHAT ? filled.toLowerCase().replaceAll('.', '') : filled;
}
