/** Every story, in the order in which they are offered. */
import { firstRun } from './first-run.ts';
import type { Story } from './story.ts';
import { agingCamera } from './told/aging-camera.ts';
import { changingSides } from './told/changing-sides.ts';
import { classBalance } from './told/class-balance.ts';
import { credit } from './told/credit.ts';
import { criedWolf } from './told/cried-wolf.ts';
import { newSensor } from './told/new-sensor.ts';
import { newSlang } from './told/new-slang.ts';
import { oldAndNew } from './told/old-and-new.ts';
import { promotion } from './told/promotion.ts';
import { seasons } from './told/seasons.ts';
import { turnedMarket } from './told/turned-market.ts';
import { weekendBabies } from './told/weekend-babies.ts';
import { whatItCosts } from './told/what-it-costs.ts';

/** In the language of the page. */
export const stories = (): readonly Story[] => [
  oldAndNew(),
  newSlang(),
  promotion(),
  newSensor(),
  turnedMarket(),
  classBalance(),
  agingCamera(),
  seasons(),
  credit(),
  whatItCosts(),
  criedWolf(),
  weekendBabies(),
  changingSides(),
];

/** The story of that id, the first experiment included; undefined where there is none. */
export const storyOf = (id: string): Story | undefined => [firstRun(), ...stories()].find((story) => story.id === id);
