import { el } from '../../safe.js';
import { arrange, drawAnswerList, type Question } from '../answers.js';
import { say } from './page.js';
import type { AnswersBody } from '../../body.js';

/** The names that the report gives of those it is about; the only thing shown before declaring. */
export function concernedNames(answers: AnswersBody, questions: readonly Question[]): string[] {
  const ids = questions.filter((question) => question.concerned).map((question) => question.id);
  return ids.flatMap((id) => answers.fields[id] ?? []).flatMap((value) => value.split('\n'))
    .map((name) => name.trim()).filter((name) => name !== '');
}

/** The report as it was sent: the form's questions in their order, with what was answered. */
export function drawAnswers(answers: AnswersBody, questions: readonly Question[]): HTMLElement {
  const arranged = arrange(answers.fields, questions);
  return arranged.length > 0 ? drawAnswerList(arranged, 'answers') : el('p', {}, say('case.report.empty'));
}
