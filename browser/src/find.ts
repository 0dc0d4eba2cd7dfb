import { FindElement } from './elements/find/element.js';
import { startLeaving } from './leaving.js';

customElements.define('fl-find', FindElement);
startLeaving(() => {
  for (const element of document.querySelectorAll<FindElement>('fl-find')) element.forget();
});
