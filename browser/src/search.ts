import { SearchElement } from './elements/search/element.js';
import { startLeaving } from './leaving.js';

customElements.define('fl-search', SearchElement);
startLeaving(() => {
  for (const element of document.querySelectorAll<SearchElement>('fl-search')) element.forget();
});
