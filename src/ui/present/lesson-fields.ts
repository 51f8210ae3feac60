/** What a teacher sets for a link: what may be changed, what is out of sight, how it begins. */
import { msg } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { changeable, hideable, SLIDES, type Lesson } from '../../spec/lesson.ts';
import { FieldChange } from '../controls/fields.ts';
import { sharedStyles } from '../shared-styles.ts';
import { stories } from '../stories/registry.ts';
import { changeableTitles, hideableTitles } from './lesson-bar.ts';

/** Told with `field-change`; undefined where the link is to be no lesson. */
@customElement('lesson-fields')
export class LessonFields extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      fieldset {
        border: 0;
        padding: 0;
        margin: var(--space-3) 0 0;
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
        gap: 4px var(--space-3);
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      label {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        min-height: 24px;
      }
      choice-field {
        display: block;
        margin-top: var(--space-3);
      }
    `,
  ];

  @state() private lesson: Lesson = { change: [], hide: [] };

  protected override render() {
    const { lesson } = this;
    const boxes = <T extends string>(of: readonly T[], titles: Readonly<Record<T, string>>, on: readonly T[], set: (now: T[]) => void) =>
      of.map(
        (id) =>
          html`<label><input type="checkbox" .checked=${on.includes(id)} @change=${() => set(of.filter((each) => (each === id) !== on.includes(each)))} /> ${titles[id]}</label>`,
      );
    return html`<details @toggle=${(event: Event) => this.tell((event.target as HTMLDetailsElement).open)}>
      <summary>${msg('For a lesson: lock and hide what would distract')}</summary>
      <fieldset>
        <legend>${msg('Readers may change')}</legend>
        ${boxes(changeable, changeableTitles(), lesson.change, (change) => this.set({ ...lesson, change }))}
      </fieldset>
      <fieldset>
        <legend>${msg('Out of sight')}</legend>
        ${boxes(hideable, hideableTitles(), lesson.hide, (hide) => this.set({ ...lesson, hide }))}
      </fieldset>
      <choice-field
        label=${msg('Begins with')}
        value=${lesson.begin ?? ''}
        .choices=${[{ id: '', title: msg('the page') }, { id: SLIDES, title: msg('slides') }, ...stories().map(({ id, title }) => ({ id, title: `${msg('story:')} ${title}` }))]}
        @field-change=${this.begin}
      ></choice-field>
      <p class="small quiet">${msg('A lesson hides, it does not secure: “Open in the lab” unlocks everything.')}</p>
    </details>`;
  }

  private readonly begin = (event: FieldChange<string>) => {
    event.stopPropagation();
    const { begin: _, ...rest } = this.lesson;
    this.set(event.value ? { ...rest, begin: event.value } : rest);
  };

  private set(lesson: Lesson): void {
    this.lesson = lesson;
    this.tell(true);
  }

  private tell(open: boolean): void {
    this.dispatchEvent(new FieldChange<Lesson | undefined>(open ? this.lesson : undefined));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-fields': LessonFields;
  }
}
