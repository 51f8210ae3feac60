/** What a run says while it goes on. */
import { seconds } from '../measure/format.ts';
import type { ToldEvent } from './lab-page.ts';
import type { Progress } from './desk.ts';
import { noteLine } from './note-line.ts';

const PHASES = { data: 'Making the data …', engine: 'Opening the engine …', training: 'Training …', summary: 'Summing up …' };

/** The last event (`stopped`, `failed`) is left to whoever started the run. */
export function report(event: ToldEvent, progress: Progress): void {
  switch (event.type) {
    case 'phase-started':
      return progress.update(PHASES[event.phase]);
    case 'engine-ready':
      return progress.note(`Engine: ${event.facts.engine} (${event.facts.reason})`);
    case 'progress': {
      const { what, done, total, etaMs } = event;
      return progress.update(`Training ${done} of ${total}${etaMs ? `, ${remaining(etaMs)} left` : ''}: ${what}`, { done, total });
    }
    case 'warning':
      return progress.note(`Note: ${noteLine(event)}`);
    case 'arm-skipped':
      return progress.note(`Skipped ${event.arm} on seed ${event.seed + 1}: ${event.reason}`);
    case 'stream-started':
      return progress.update(`Streaming seed ${event.seed.seed + 1}, ${event.batches} batches`);
    case 'stream-raced':
      return event.retired.length
        ? progress.note(
            `After ${event.seeds} seeds ${event.retired.length} ${event.retired.length > 1 ? 'policies are' : 'policy is'} shown to cost more${event.settled ? ', and the question is settled' : ' and will run no more'}.`,
          )
        : undefined;
    case 'stopped':
    case 'failed':
      return;
    default:
      event satisfies never;
  }
}

/** An estimate deserves no fractions of a second. */
function remaining(etaMs: number): string {
  const whole = Math.ceil(etaMs / 1000);
  return whole < 60 ? `about ${whole} s` : `about ${seconds(whole)}`;
}
