import { el } from '../../safe.js';
import { said } from './dom.js';
import { say } from './page.js';
import type { AnswersBody } from '../../body.js';
import type { Question } from './casedata.js';

/** The names that the report gives of those it is about; the only thing shown before declaring. */
export function concernedNames(answers: AnswersBody, questions: readonly Question[]): string[] {
  const ids = questions.filter((question) => question.concerned).map((question) => question.id);
  return ids.flatMap((id) => answers.fields[id] ?? []).flatMap((value) => value.split('\n'))
    .map((name) => name.trim()).filter((name) => name !== '');
}

/** The report as it was sent: the form's questions in their order, with what was answered. */
export function drawAnswers(answers: AnswersBody, questions: readonly Question[]): HTMLElement {
  const list = el('dl', { class: 'answers' });
  const known = new Set(questions.map((question) => question.id));
  for (const question of questions) {
    const value = answers.fields[question.id];
    if (value !== undefined) drawAnswer(list, question.label, value, question.options);
  }
  // A later form may have lost a question; what was answered to it is still shown.
  for (const [id, value] of Object.entries(answers.fields)) {
    if (!known.has(id)) drawAnswer(list, id, value, {});
  }
  return list.childElementCount > 0 ? list : el('p', {}, say('case.report.empty'));
}

function drawAnswer(list: HTMLElement, label: string, value: string | string[], options: Record<string, string>): void {
  const values = (typeof value === 'string' ? [value] : value).filter((each) => each !== '');
  if (values.length === 0) return;
  const text = (each: string): string => (Object.hasOwn(options, each) ? options[each] ?? each : each);
  const shown = values.length === 1
    ? said(text(values[0] ?? ''))
    : el('ul', {}, ...values.map((each) => el('li', { dir: 'auto' }, text(each))));
  list.append(el('dt', {}, label), el('dd', {}, shown));
}
