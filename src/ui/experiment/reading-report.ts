/** What was read of the user's files: what each column is for, and may be for instead; what was guessed and left out. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ColumnReport, ReadingReport } from '../../data/report.ts';
import { roles, type Role } from '../../spec/roles.ts';
import { sharedStyles } from '../shared-styles.ts';

/** Columns that are listed. */
const SHOWN = 100;

/** A column shall be for something else. */
export class RoleChange extends Event {
  constructor(
    readonly column: string,
    readonly role: Role,
  ) {
    super('role-change', { bubbles: true, composed: true });
  }
}

@customElement('reading-report')
export class ReadingReportElement extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .scroll {
        overflow: auto;
        max-height: 320px;
      }
      th,
      td {
        text-align: left;
        vertical-align: top;
        padding: 2px 8px 2px 0;
      }
      ul {
        margin: 4px 0 0;
        padding-left: 16px;
      }
    `,
  ];

  @property({ attribute: false }) report!: ReadingReport;

  protected override render() {
    const { rows, rowsRead, columns, guesses, leftOut, warnings } = this.report;
    const of = rows < rowsRead ? msg(str`${rows} of ${rowsRead} rows are used`) : msg(str`All ${rows} rows are used`);
    return html`<details class="small">
      <summary>${msg('What was read')}: ${translated(of)}</summary>
      ${columns.length ? this.table(columns) : ''}
      ${this.list(
        msg('Guessed'),
        guesses.map(({ what, value, reason }) => `${what}: ${value} (${reason})`),
      )}
      ${this.list(
        msg('Left out'),
        leftOut.map(({ what, reason, line }) => `${what}: ${reason}${line === undefined ? '' : ` (${msg(str`line ${line}`)})`}`),
      )}
      ${this.list(
        msg('Look at'),
        warnings.map(({ text }) => text),
      )}
    </details>`;
  }

  private table(columns: readonly ColumnReport[]) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Columns')}>
      <table>
        <thead>
          <tr>
            <th>${msg('Column')}</th>
            <th>${msg('Is for')}</th>
            <th>${msg('Holds')}</th>
            <th>${msg('Why')}</th>
          </tr>
        </thead>
        <tbody>
          ${columns.slice(0, SHOWN).map((column) => this.row(column))}
        </tbody>
      </table>
      ${columns.length > SHOWN ? html`<p class="quiet">${msg(str`${columns.length - SHOWN} columns more`)}</p>` : ''}
    </div>`;
  }

  private row({ name, role, said, reason, cells, missing }: ColumnReport) {
    return html`<tr>
      <td>${name}</td>
      <td>
        <select aria-label=${msg(str`what ${name} is for`)} @change=${(event: Event) => this.change(name, event)}>
          ${roles.map((each) => html`<option value=${each} ?selected=${each === role}>${each}</option>`)}
        </select>
      </td>
      <td>${cells}${missing ? msg(str`, ${missing} missing`) : ''}</td>
      <td class="quiet">${said ? msg('you said so') : translated(reason)}</td>
    </tr>`;
  }

  private list(title: string, lines: readonly string[]) {
    if (lines.length === 0) return '';
    return html`<p>${translated(title)}</p>
      <ul class="quiet">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;
  }

  private change(column: string, event: Event): void {
    this.dispatchEvent(new RoleChange(column, (event.target as HTMLSelectElement).value as Role));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'reading-report': ReadingReportElement;
  }
  interface HTMLElementEventMap {
    'role-change': RoleChange;
  }
}
