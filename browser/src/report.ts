import { ReportElement } from './elements/report/element.js';
import { startLeaving } from './leaving.js';

customElements.define('fl-report', ReportElement);
startLeaving(() => {
  for (const element of document.querySelectorAll<ReportElement>('fl-report')) element.forget();
});
