import { el } from '../../safe.js';

/** Says beside a question what is wrong with its answer, or takes that away again. */
export function mark(question: HTMLElement, text: string): void {
  const input = question.querySelector<HTMLElement>('input, textarea, select');
  if (input === null) return;
  const choice = input.getAttribute('type') === 'radio' || input.getAttribute('type') === 'checkbox';
  const told = (choice ? input.closest('fieldset') : null) ?? input;
  const id = `${input.getAttribute('name') ?? 'answer'}-wrong`;
  question.querySelector(`[id="${id}"]`)?.remove();
  question.classList.toggle('wrong', text !== '');
  const others = (told.getAttribute('aria-describedby') ?? '').split(' ').filter((each) => each !== '' && each !== id);
  set(told, 'aria-describedby', [...others, ...(text === '' ? [] : [id])].join(' '));
  set(input, 'aria-invalid', text === '' ? '' : 'true');
  if (text === '') return;
  const beside = choice ? input.closest('.choice') : input;
  beside?.before(el('p', { class: 'wrong-text', role: 'alert', id }, text));
}

function set(element: Element, name: string, value: string): void {
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}
