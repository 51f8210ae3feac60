/** Begins the lesson that came with a link, and ends it when somebody opens the experiment in the lab. */
import { msg } from '../../words/msg.ts';
import { canonicalJson } from '../../spec/canonical.ts';
import { readLesson, SLIDES } from '../../spec/lesson.ts';
import type { AnySpec } from '../../spec/schema.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { putInAddress } from '../../state/url.ts';
import type { StoryStore } from '../stories/story-store.ts';
import { restrictionOf } from './lesson-bar.ts';

/** What the app lends a lesson. */
export interface Classroom {
  /** The app's frame. */
  readonly shadowRoot: ShadowRoot | null;
  readonly pageElement: HTMLElement | undefined;
  readonly stories: StoryStore | undefined;
  present(): void;
  tell(story: string): void;
  /** What stands above the page. */
  bar: HTMLElement | undefined;
  /** What a teacher set, as it stands in the address. */
  lesson: string | undefined;
}

/** @param text as the link says it @param store of the experiment that the link holds */
export function beginLesson(room: Classroom, store: ExperimentStore, text: string): void {
  const read = readLesson(text);
  if (!read)
    return store.showNotice(
      msg('This link also holds a lesson, which this version cannot read. The experiment opens with nothing locked.'),
    );
  const { lesson, shared } = read;
  const told = (spec: AnySpec) =>
    room.stories?.story?.steps.some(({ show }) => show && canonicalJson(show) === canonicalJson(spec)) ?? false;
  store.restriction = restrictionOf(lesson, store.spec, told);
  store.shared = shared;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `:host { grid-template-rows: 48px auto minmax(0, 1fr); } ${lesson.hide.includes('pages') ? 'nav { display: none !important; }' : ''}`,
  );
  const root = room.shadowRoot!;
  root.adoptedStyleSheets.push(sheet);
  const bar = Object.assign(document.createElement('lesson-bar'), { store, lesson, pageElement: () => room.pageElement });
  const end = () => {
    store.restriction = undefined;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    room.bar = undefined;
    store.showNotice(undefined);
  };
  bar.addEventListener('unlock', () => {
    end();
    room.lesson = undefined;
    putInAddress(store.spec);
  });
  // Another link takes its place.
  bar.addEventListener('end', end);
  room.bar = bar;
  // What shows the store learns what is locked.
  store.showNotice(undefined);
  if (lesson.begin === SLIDES) room.present();
  else if (lesson.begin) room.tell(lesson.begin);
}
