/** Pictures of drift that the first one, of digits, does without: texts, columns, points. They come when they are first needed. */
import '../charts/plane-canvas.ts';
import '../charts/shift-histograms.ts';
import '../charts/text-diff.ts';
