/** Worked situations to start from: how long repairs take in three trades. Every figure is an example unless its source is named. */
import type { Lead } from './schema.ts';

export interface LeadSituation {
  readonly id: string;
  readonly title: string;
  /** Who waits for what, in a sentence or two. */
  readonly help: string;
  /** Where its figures are from. */
  readonly sources: readonly string[];
  readonly lead: Lead;
}

const DAY = 24;

export const leadSituations: readonly LeadSituation[] = [
  {
    id: 'chatbot',
    title: 'a chatbot’s intents',
    help: 'New words come up and answers go wrong at once. Somebody can label a message a minute; a small change goes out the same afternoon, a new model over a day, to a few users first.',
    sources: ['examples; a canary of a day and checks on every step after the ML Test Score (Breck et al. 2017)'],
    lead: {
      traffic: 2000,
      labels: { delay: 1, perHour: 60 },
      training: { by: 'full', hours: 6 },
      steps: { tune: { validation: 0.5, approval: 0, rollout: 0.5 }, retrain: { validation: 4, approval: 4, rollout: DAY } },
      rollback: 0.1,
      horizon: 14 * DAY,
    },
  },
  {
    id: 'camera',
    title: 'a factory’s camera',
    help: 'A part a second passes a camera. Its truth is known when the shift’s rejects have been looked at; a new model waits for a day of trials and the next stop of the line.',
    sources: ['examples'],
    lead: {
      traffic: 3600,
      labels: { delay: 8, perHour: 40 },
      training: { by: 'full', hours: 6 },
      steps: { tune: { validation: 1, approval: 2, rollout: 0.5 }, retrain: { validation: DAY, approval: DAY, rollout: 8 } },
      rollback: 0.5,
      horizon: 30 * DAY,
    },
  },
  {
    id: 'credit',
    title: 'a credit score',
    help: 'Whether a loan goes bad is known after three months. What changes a model of a regulated domain is validated by others than its makers, and approved by people who meet once a month.',
    sources: [
      'labels: 90 days past due count as default (Basel Framework CRE36.69)',
      'validation by others than the makers: Federal Reserve SR 11-7 (2011); its hours, and those of approval and roll-out, are examples',
    ],
    lead: {
      traffic: 50,
      labels: { delay: 90 * DAY },
      training: { by: 'full', hours: 12 },
      steps: {
        tune: { validation: 5 * DAY, approval: 14 * DAY, rollout: DAY },
        retrain: { validation: 40 * DAY, approval: 30 * DAY, rollout: 7 * DAY },
      },
      rollback: 4,
      horizon: 365 * DAY,
    },
  },
];
