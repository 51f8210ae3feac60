/** A run that a person drives: what is said of it from outside, carried out. Lanes, which only the lab drives, do without. */
import type { RunCommand } from '../contracts/services.ts';
import { RunControl } from '../training/run-control.ts';

export class DrivenControl extends RunControl {
  /** As the page tells, in ms. */
  private told = 0;

  /** The page tells how long it was; who only works knows a part of it, or the same from two sides. */
  override get stoodStillMs(): number {
    return this.told || super.stoodStillMs;
  }

  /** Does what a person says, as far as it concerns a run of this kind. */
  obey(command: RunCommand): void {
    const { type } = command;
    if (type === 'stood-still') this.told += command.ms;
    else if (type === 'pause') this.pause();
    else if (type === 'resume') this.resume();
    else if (type === 'stop') this.stop();
  }
}
