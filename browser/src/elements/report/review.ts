import { el, put } from '../../safe.js';
import type { Speech } from '../speech.js';
import { drawEntries, type Answer } from '../answers.js';
import { questionOf, shownAnswers } from './answers.js';
import { filledEntries, partsOf } from './entries.js';

/** Shows every answer once more, each with a way back to it. */
export function drawReview(
  place: Element, steps: readonly HTMLElement[], files: readonly File[], change: (step: HTMLElement) => void, speech: Speech,
): void {
  const shown = steps.filter((step) => step.classList.contains('field'));
  put(place, el('dl', { class: 'review' }, ...shown.flatMap((step) => {
    const question = questionOf(step);
    const isFiles = step.dataset['kind'] === 'files';
    const entries = entriesOf(step);
    const answer = isFiles ? files.map((file) => file.name).join('\n') : shownAnswers(step);
    return [
      el('dt', {}, question),
      el('dd', {},
        entries.length > 0 ? drawEntries(entries)
          : el('p', { class: answer === '' ? 'soft' : 'text', dir: 'auto' }, answer === '' ? speech.say('choice.none') : answer),
        'gone' in step.dataset && el('p', { class: 'small' }, speech.say('js.report.no-longer')),
        el('button', { type: 'button', class: 'plain', 'aria-label': speech.say('js.report.act', { Act: speech.say('button.change'), On: question }), onclick: () => { change(step); } },
          speech.say('button.change'))),
    ];
  })));
}

/** The entries of a group as they stand, with what is asked and answered in each. */
function entriesOf(step: HTMLElement): Answer['entries'] {
  return filledEntries(step).map((block) => ({
    name: block.querySelector('legend')?.textContent ?? '',
    answers: partsOf(block).filter((part) => !part.hidden).flatMap((part) => {
      const said = shownAnswers(part);
      return said === '' ? [] : [{ label: questionOf(part), values: [said], entries: [] }];
    }),
  }));
}
