/** What a step changed, in a word or two. */
import { msg, str } from '../../words/msg.ts';
import type { StepTaken } from '../../state/steps.ts';

/** Sections of an experiment as a person knows them. */
const sections = (): Readonly<Record<string, string>> => ({
  ...{ data: msg('data'), model: msg('model'), base: msg('training of the base model'), drift: msg('drift'), labels: msg('labels') },
  ...{
    arms: msg('repairs'),
    policies: msg('policies'),
    stop: msg('epochs'),
    recipe: msg('training'),
    learning: msg('training'),
    measure: msg('what decides'),
  },
  ...{
    energy: msg('machine'),
    seeds: msg('seeds'),
    engine: msg('engine'),
    lead: msg('time until a repair serves'),
    run: msg('run'),
    reset: msg('reset'),
  },
  ...{ complaints: msg('complaints'), stream: msg('stream') },
});

/** @param parts as `Steps` tells them */
export function stepWord(parts: readonly string[]): string {
  if (parts.length === 2 && parts.includes('seeds') && parts.includes('run')) return msg('run with other seeds');
  const edited = parts.filter((part) => part !== 'run' && part !== 'reset');
  if (edited.length > 2 || (edited.length && parts.includes('reset'))) return msg('another experiment');
  return (edited.length ? edited : parts).map((part) => sections()[part] ?? part).join(', ');
}

export const undone = (taken: StepTaken): string => said(taken, (what) => msg(str`Undone: ${what}.`), msg('Nothing to undo.'));
export const redone = (taken: StepTaken): string => said(taken, (what) => msg(str`Done again: ${what}.`), msg('Nothing to do again.'));

function said(taken: StepTaken, done: (what: string) => string, nothing: string): string {
  if (typeof taken === 'object') return done(stepWord(taken.parts));
  return {
    nothing,
    busy: msg('A run goes on. Stop it first (Esc).'),
    refused: msg('That cannot be brought back; the message on the page says why.'),
  }[taken];
}
