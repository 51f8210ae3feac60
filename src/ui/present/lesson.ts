/** Begins the lesson that came with a link, and ends it when somebody opens the experiment in the lab. */
import { msg } from '@lit/localize';
import { canonicalJson } from '../../spec/canonical.ts';
import { readLesson, SLIDES } from '../../spec/lesson.ts';
import type { AnySpec } from '../../spec/schema.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import type { StoryStore } from '../stories/story-store.ts';
import { restrictionOf } from './lesson-bar.ts';

/** What the app lends a lesson. */
export interface Classroom {
  /** Of the app's frame. */
  readonly root: ShadowRoot;
  pageElement(): HTMLElement | undefined;
  stories(): StoryStore | undefined;
  present(): void;
  tell(story: string): void;
  /** Puts it above the page, or takes it away. */
  show(bar: HTMLElement | undefined): void;
  /** The lesson is over: it leaves the address, too. */
  over(): void;
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
    room.stories()?.story?.steps.some(({ show }) => show && canonicalJson(show) === canonicalJson(spec)) ?? false;
  store.restriction = restrictionOf(lesson, store.spec, told);
  store.shared = shared;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `:host { grid-template-rows: 48px auto minmax(0, 1fr); } ${lesson.hide.includes('pages') ? 'nav { display: none !important; }' : ''}`,
  );
  room.root.adoptedStyleSheets.push(sheet);
  const bar = Object.assign(document.createElement('lesson-bar'), { store, lesson, pageElement: () => room.pageElement() });
  const end = () => {
    store.restriction = undefined;
    room.root.adoptedStyleSheets = room.root.adoptedStyleSheets.filter((each) => each !== sheet);
    room.show(undefined);
  };
  bar.addEventListener('unlock', () => {
    end();
    room.over();
  });
  // Another link takes its place.
  bar.addEventListener('end', end);
  room.show(bar);
  if (lesson.begin === SLIDES) room.present();
  else if (lesson.begin) room.tell(lesson.begin);
}
