import { expect } from 'chai';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { AnySpec } from '../../src/spec/schema.ts';
import { contentId } from '../../src/spec/canonical.ts';
import { encodeLink } from '../../src/spec/link.ts';
import { EventLog, formatOf, impersonal, MOST_EVENTS } from '../../src/state/event-log.ts';
import { troubleReport } from '../../src/state/trouble.ts';

describe('the log of the page', () => {
  it('keeps the last 200 events, and counts what happens again with nothing between', () => {
    let now = 0;
    const log = new EventLog(() => (now += 0.6));
    for (let i = 0; i < MOST_EVENTS + 5; i++) log.note('page', String(i));
    log.note('notice shown');
    log.note('notice shown');
    expect(log.events).to.have.length(200);
    expect(log.events[0]).to.include({ what: 'page', detail: '6', times: 1 });
    expect(log.events.at(-1)).to.deep.equal({ what: 'notice shown', detail: '', times: 2, atMs: Math.round(0.6 * (MOST_EVENTS + 7)) });
  });

  it('holds of an error its message and stack, and nothing that is quoted in it, nor the address of an opened file', () => {
    const log = new EventLog(() => 0);
    log.fault('reading', new Error('column “income of Ms. Weiss” has "12, Elm Street" at blob:http://a/7f'));
    const { what, detail } = log.events[0]!;
    expect(what).to.equal('error in reading');
    expect(detail)
      .to.contain('Error: column “…” has "…" at …')
      .and.to.contain('event-log.test.ts')
      .and.not.match(/Weiss|Elm|7f/);
    expect(impersonal('Unexpected token, "ab\u00a0c" is not valid JSON')).to.equal('Unexpected token, "…" is not valid JSON');
  });

  it('knows a file by its ending alone, where that is one', () => {
    expect(['patients of Dr. Weiss.CSV', 'a.tar.gz', 'Weiss', 'a.patientsOfDrWeiss'].map(formatOf)).to.deep.equal([
      'csv',
      'gz',
      'no ending',
      'no ending',
    ]);
  });
});

describe('the details of a problem', () => {
  const { spec } = presets.quick;
  const here = { browser: 'Browser 1', secure: true, online: false, cores: 2, engine: undefined, specs: [spec] as AnySpec[] };
  const events = [{ atMs: 1240, what: 'run began', detail: 'compare', times: 2 }];

  it('hold version, browser, engine, link and what happened', () => {
    expect(troubleReport('Error: x', here, events).split('\n').slice(1)).to.deep.equal([
      'browser: Browser 1',
      'cores: 2; secure context: yes; online: no',
      'engine: not opened',
      `compare: #${encodeLink(spec)}`,
      '',
      'Error: x',
      '',
      'the last 1 events (seconds since the page was opened)',
      '1.2 run began × 2: compare',
      '',
    ]);
  });

  it('name an experiment on files of somebody’s by its id alone: its link holds the name of the file and of a column', () => {
    const own = {
      ...spec,
      data: { ...spec.data, id: 'own', params: { name: 'weiss.csv', hash: 'a', label: 'income' } },
    } as unknown as AnySpec;
    const text = troubleReport('', { ...here, specs: [own] }, []);
    expect(text)
      .to.contain(`compare: ${contentId(own)}`)
      .and.not.match(/weiss|income|#r/);
  });

  it('say so of an experiment of which there can be no link', () => {
    const bad = { ...spec, measure: { ...spec.measure, margin: Infinity } } as AnySpec;
    expect(troubleReport('', { ...here, specs: [bad] }, [])).to.contain(
      'compare: has neither link nor id (Error: Infinity is not allowed)',
    );
  });
});
