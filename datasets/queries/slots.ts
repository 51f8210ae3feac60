/** What the slots of the templates are filled with, and what stands around a request. */
import type { Random } from '../../src/random/random.ts';

/** Slots whose filling is chosen from a list. */
export const fillings: Readonly<Record<string, readonly string[]>> = {
  product: [
    ...['kettle', 'desk lamp', 'toaster', 'headset', 'blender', 'vacuum cleaner', 'coffee machine', 'keyboard', 'monitor', 'printer'],
    ...['speaker', 'camera', 'hair dryer', 'iron', 'fan', 'heater', 'alarm clock', 'router', 'microphone', 'electric toothbrush'],
    ...['rice cooker', 'sewing machine', 'drill', 'bicycle pump', 'backpack', 'office chair', 'bookshelf', 'mattress', 'tent', 'suitcase'],
  ],
  part: [
    'lid',
    'cable',
    'handle',
    'screen',
    'switch',
    'plug',
    'filter',
    'battery',
    'wheel',
    'button',
    'cover',
    'hinge',
    'leg',
    'strap',
    'display',
    'stand',
  ],
  colour: ['black', 'white', 'red', 'blue', 'green', 'grey', 'yellow', 'silver', 'beige', 'brown'],
  city: [
    ...['Leeds', 'Bristol', 'Cardiff', 'Dundee', 'Belfast', 'Norwich', 'Exeter', 'York', 'Durham', 'Oxford'],
    ...['Derby', 'Swansea', 'Perth', 'Bath', 'Lincoln', 'Carlisle', 'Truro', 'Chester', 'Ipswich', 'Hull'],
  ],
  past: [
    ...['yesterday', 'last week', 'on Monday', 'on Tuesday', 'on Friday', 'two days ago', 'three weeks ago', 'last month', 'this morning'],
    ...['before the weekend', 'in March', 'in June', 'in October', 'at Christmas', 'on the first of the month', 'a fortnight ago'],
  ],
  future: ['tomorrow', 'next week', 'this weekend', 'in a few days', 'next month', 'soon', 'in spring', 'in autumn'],
  payment: ['credit card', 'bank account', 'debit card', 'gift card', 'voucher', 'company card'],
  device: ['phone', 'tablet', 'laptop', 'computer', 'browser', 'television'],
};

/** Slots whose filling is a number. */
const numbers: Readonly<Record<string, (random: Random) => string>> = {
  order: (random) => String(10_000 + random.int(90_000)),
  amount: (random) => `$${5 + random.int(295)}`,
  days: (random) => String(2 + random.int(60)),
};

/** The template with every slot filled at random. */
export function fill(template: string, random: Random): string {
  return template.replace(/\{(\w+)\}/g, (_, slot: string) => numbers[slot]?.(random) ?? oneOf(fillings[slot]!, random));
}

/** An entry at random. */
export const oneOf = <T>(entries: readonly T[], random: Random): T => entries[random.int(entries.length)]!;

/** Sentences that go with any request; they share their words with several intents. */
export const context: readonly string[] = [
  'I ordered the {product} {past}.',
  'The order number is {order}.',
  'I paid {amount} by {payment}.',
  'It was to be delivered to {city}.',
  'I am writing from my {device}.',
  'My account has the same email address.',
  'I called {past} and nobody could help.',
  'This is my second message about the {product}.',
  'I also bought a {colour} {product} {past}.',
];

/** How a customer gets in touch: what comes before and after, and how many sentences of context there are at most. */
export const channels = [
  {
    name: 'email',
    opening: ['Hello,', 'Dear support team,', 'Good morning,', 'To whom it may concern,'],
    closing: ['Kind regards', 'Thank you for your help', 'I look forward to your reply', 'Many thanks'],
    context: 2,
  },
  {
    name: 'chat',
    opening: ['hi', 'hey there', 'hello?', 'quick question', ''],
    closing: ['thanks', 'pls help', 'anyone there?', ''],
    context: 1,
  },
  {
    name: 'phone note',
    opening: ['Caller says:', 'Customer on the phone:', 'Call about order {order}:', 'Voicemail:'],
    closing: ['Call back.', 'Wants an answer by email.', 'Was friendly.', 'Was upset.'],
    context: 1,
  },
] as const;
