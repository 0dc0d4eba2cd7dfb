import { AskElement } from './elements/ask/element.js';
import { startLeaving } from './leaving.js';

customElements.define('fl-ask', AskElement);
startLeaving(() => {
  for (const element of document.querySelectorAll<AskElement>('fl-ask')) element.forget();
});
