import { CommentElement } from './elements/comment/element.js';
import { startLeaving } from './leaving.js';

customElements.define('fl-comment', CommentElement);
startLeaving(() => {
  for (const element of document.querySelectorAll<CommentElement>('fl-comment')) element.forget();
});
