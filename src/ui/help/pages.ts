/** The pages of the help, in order. What the registries say of themselves is handed over, not repeated. */
import { msg } from '../../words/msg.ts';
import { glossary } from '../glossary.ts';
import type { Entry, HelpPage } from './help.ts';

/** What the page knows by itself: keys, and what the registries say. */
export interface Known {
  readonly keys: readonly Entry[];
  readonly repairs: readonly Entry[];
  readonly drifts: readonly Entry[];
  readonly data: readonly Entry[];
  readonly version: string;
}

export const helpPages = ({ keys, repairs, drifts, data, version }: Known): readonly HelpPage[] => [
  { id: 'keys', title: msg('Keys'), text: [], entries: keys },
  {
    id: 'run',
    title: msg('What a run does'),
    text: [
      msg(
        '1. For each seed the rows are divided: some for the base model to learn from, some to test it, and the new world: a pool to label, and rows to test on.',
      ),
      msg('2. The base model learns the old world. Every repair starts from its weights.'),
      msg('3. The drift is applied to the new world only, and written down.'),
      msg('4. Every repair gets the same labels in the same order. Seeds train side by side where the machine allows.'),
      msg('5. Repairs are compared seed by seed: the mean difference with a 95 % interval.'),
      msg('A race takes seeds until the answer is settled, and may go on at any time.'),
    ],
  },
  {
    id: 'sure',
    title: msg('How sure is that?'),
    text: [
      msg(
        'A run says which repairs may be the best, and which are as good as the best within the margin. All that it says of this kind together is wrong in 5 of 100 runs at most.',
      ),
      msg(
        'One repair against every other: a dot for each seed, the mean difference with its interval, and in words what is shown, or about how many more seeds would decide.',
      ),
      msg('The interval is Student’s t, in a race a confidence sequence, which holds however often one looks.'),
      msg(
        'Generated data draws other rows for each seed. Of a file the same rows are divided anew, and what is said holds for these rows.',
      ),
    ],
  },
  {
    id: 'undo',
    title: msg('Undo'),
    text: [
      msg(
        'Every edit, preset, new seed, reset, opened link, file or run can be undone, and done again. The run that was on the page comes back whole.',
      ),
      msg(
        'Dragging one field is one step. What trains goes on: edits are undone meanwhile; a step that would take the running run off the page waits until it has ended.',
      ),
      msg('Steps live as long as this tab. Runs are kept on the page Runs.'),
    ],
  },
  {
    id: 'training',
    title: msg('How models are trained'),
    text: [
      msg(
        'A verdict can hang on the learning rate. New experiments let the rate fall to zero, and choose the base model’s once on old rows.',
      ),
      msg(
        'Repairs that tune try a few rates around it on a third of the labels. Another is taken only if it is better by more than noise. Trials count as cost. Heads alone are solved, and have no rate.',
      ),
      msg(
        'The Model card changes optimiser, schedule, clipping, dropout, labels, rare classes, averaging and what is kept. One click goes back to one constant rate for all.',
      ),
      msg(
        '“Does it survive another recipe?” runs the experiment again under up to eight others, and says whether the favourite stays the favourite.',
      ),
    ],
  },
  {
    id: 'advice',
    title: msg('What to do'),
    text: [
      msg('Advice by rules, no learned score: veto, data, statistics, economics, preference.'),
      msg(
        'It says how surely: shown best, as good and cheaper, or only a guess with how often it is wrong. It says which rules fired with which numbers, and what would change it.',
      ),
      msg(
        'Say what no run can measure, such as regulation or whether the old world still matters. Then approve, reject or override it under your name; prices and meter readings are written down with it.',
      ),
    ],
  },
  {
    id: 'stream',
    title: msg('Stream'),
    text: [
      msg(
        'Models serve batches while the world changes. Labels come back late. Each policy decides for its own copy of the model when to repair it; all meet the same rows and labels.',
      ),
      msg(
        'In the first seed you may pause, step, jump to the drift, change the world by hand, approve or reject a repair, roll back. Further seeds follow at full speed and race: who is shown to cost more in total runs no more.',
      ),
      msg(
        'In the end one sentence says which policy the evidence favours, or names a tie. What a repair counts as in wrong answers is your choice; a strip shows which policy costs least at which price.',
      ),
      msg(
        'What is done by hand is written down. A drift then comes at the same batch of every seed, and the first seed is shown but not counted.',
      ),
      msg(
        'Below the lines stand the accounts (wrong answers, repairs, labels, time, energy), and what could be known without labels: each estimate beside the truth, shaded where its assumption does not hold, or may not.',
      ),
    ],
  },
  {
    id: 'runs',
    title: msg('Runs'),
    text: [
      msg(
        'Every run is kept in this browser, and nowhere else. Find it by any words, open it as it was, write a note, delete it and bring it back, download it.',
      ),
      msg(
        'A run that takes long is written down every few seconds. Should the tab be closed or crash, the next visit offers to go on: the rest comes to what it would have come to, but its times are not compared.',
      ),
      msg('Hold runs beside each other: first in what they differ, then scores, paired by seed where the rows are the same.'),
      msg(
        'Files of others are checked when they are opened: that nothing in them was changed, and that what they conclude follows from their numbers.',
      ),
      msg(
        'Whether a result is true, only Replicate shows: the same experiment runs here, and the outcome is the same bits, within the margin, different, or not clear.',
      ),
    ],
  },
  {
    id: 'bench',
    title: msg('Bench'),
    text: [
      msg(
        'How fast each engine of this machine trains. A speed is shown only of an engine whose weights agree with a double-precision reference and whose GPU reported no error. Software GPUs are shown but not ranked.',
      ),
      msg(
        'It also runs known results of the literature, each as orderings over paired seeds, and says which hold. And it simulates runs of known truth, to see how often what a run says is wrong.',
      ),
      msg('Esc stops what is measured; keys start no run there.'),
    ],
  },
  {
    id: 'room',
    title: msg('For a room, and a class'),
    text: [
      msg(
        'P shows the page, or the story that is told, as slides: one sentence, one number, one picture at a time. Page Up and Page Down turn, Space runs, W opens notes in a second window, ? lists the keys there.',
      ),
      msg('A run that was recorded elsewhere says so on every slide. The corners below a chart let it fill the window.'),
      msg(
        'A lesson is a link in which a teacher has locked and hidden what would distract (Share, “For a lesson”). It hides, it does not secure: “Open in the lab” unlocks everything.',
      ),
    ],
  },
  { id: 'words', title: msg('Words'), text: [], entries: glossary().map(({ term, meaning }) => ({ term, text: meaning })), folded: true },
  { id: 'repairs', title: msg('Repairs'), text: [], entries: repairs, folded: true },
  { id: 'drifts', title: msg('Drifts'), text: [], entries: drifts, folded: true },
  { id: 'data', title: msg('Data'), text: [], entries: data, folded: true },
  {
    id: 'problem',
    title: msg('Report a problem'),
    text: [
      msg('Whatever goes wrong says what happened, what was kept and what to do next. What fails twice is ours to mend: please report it.'),
      msg(
        'The details hold version, browser, engine, the experiment’s link (its id alone where it is on files of yours) and the last 200 things that happened here: formats, sizes, counts, errors. No cell, no name of a column, a class or a file. They stay on this device until you send them.',
      ),
    ],
  },
  {
    id: 'privacy',
    title: msg('Privacy'),
    text: [
      msg(
        'Everything runs in this tab. No server, no cookies, no measurements of you; a file you open never leaves this device. The network is used only when you fetch a known data set.',
      ),
      `Drift Lab ${version}, MIT`,
    ],
  },
];
