/** What customers of a mail-order shop want, and how they say it. Words in braces are slots (`slots.ts`). */

interface Intent {
  readonly name: string;
  readonly templates: readonly string[];
  /** Said beside another request: the intent's words without its meaning. */
  readonly aside: string;
}

/** Classes in order. */
export const intents: readonly Intent[] = [
  {
    name: 'refund',
    templates: [
      'I sent the {product} back {past} and am still waiting for my money.',
      'When will I get the {amount} for the {product} that I returned?',
      'Please refund the {amount} to my {payment}.',
      'The {product} went back {past}. Where is my refund?',
      'You refunded {amount}, but the {product} cost more. Please pay back the rest.',
      'I would like my money back, the {product} is not what I expected.',
      'My return arrived at your warehouse {past}, and no money has come.',
    ],
    aside: 'I do not want my money back, no refund is needed.',
  },
  {
    name: 'delivery',
    templates: [
      'Where is my {product}? It was due {past}.',
      'The parcel with the {product} has not arrived in {city}.',
      'Can you tell me when order {order} will be delivered?',
      'The tracking page says that the {product} left {city} {past}, and since then nothing.',
      'The courier left no note, and I have no parcel.',
      'How long does shipping to {city} take for the {product}?',
      'My {product} is late. Is it on its way?',
    ],
    aside: 'The parcel was delivered on time.',
  },
  {
    name: 'cancellation',
    templates: [
      'Please cancel order {order}, I no longer need the {product}.',
      'I ordered the {product} twice by mistake. Stop one of the two.',
      'Can I still take back the order that I placed {past}? I found the {product} cheaper.',
      'I want to withdraw from the purchase of the {product} before it ships.',
      'Do not send the {product}, I changed my mind.',
      'How can I cancel the {product} that I ordered {past}?',
      'The {product} takes too long, so please cancel it.',
    ],
    aside: 'I do not want to cancel anything.',
  },
  {
    name: 'password',
    templates: [
      'I cannot log in any more, my password is rejected.',
      'The link to reset my password does not work on my {device}.',
      'My account is locked after three attempts on my {device}.',
      'I forgot my password, and no email comes to set a new one.',
      'Please unlock my account, I want to order the {product}.',
      'The login page shows an error on my {device}.',
      'How do I sign in when the code does not arrive on my {device}?',
    ],
    aside: 'My account and password work now.',
  },
  {
    name: 'invoice',
    templates: [
      'I need an invoice for the {product} with our company name.',
      'The bill for order {order} says {amount}, but I paid less.',
      'Please send the receipt for the {product} again.',
      'The invoice that came {past} shows the wrong tax number.',
      'I was charged {amount} twice on my {payment}.',
      'Could you correct the amount on the bill for the {product}?',
      'Where can I download the receipt for order {order}?',
    ],
    aside: 'The invoice is correct and paid.',
  },
  {
    name: 'damage',
    templates: [
      'The {product} arrived with a broken {part}.',
      'The {part} of my {product} is cracked, I need another one.',
      'My {product} stopped working {past}. Is that under warranty?',
      'The box was open and the {part} of the {product} is scratched.',
      'After {days} days the {product} does not switch on any more.',
      'There is a piece missing: the {part} was not in the box.',
      'The {product} makes a strange noise, and the {part} is loose.',
    ],
    aside: 'Nothing is broken.',
  },
  {
    name: 'address',
    templates: [
      'I have moved to {city}, please change my address.',
      'Send order {order} to my office in {city} instead.',
      'The street in my account is wrong, the {product} must go to {city}.',
      'Can I still change where the {product} is delivered?',
      'Please use my new phone number and postcode from now on.',
      'There is a typing error in the postcode of order {order}.',
      'I am in {city} {future}, can the parcel go to my neighbour there?',
    ],
    aside: 'My address in {city} has not changed.',
  },
  {
    name: 'product question',
    templates: [
      'Does the {product} come in {colour}?',
      'Is the {product} in stock again {future}?',
      'Which {part} fits the {colour} {product}?',
      'How much power does the {product} use, and does it work with my {device}?',
      'What is the difference between the two {product} models?',
      'How large is the {product}, and can the {part} be removed?',
      'Will the {colour} {product} be on sale {future}?',
    ],
    aside: 'The {product} itself is great in {colour}.',
  },
];
