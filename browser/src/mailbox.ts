import { MailboxElement } from './elements/mailbox/element.js';
import { startLeaving } from './leaving.js';

customElements.define('fl-mailbox', MailboxElement);
startLeaving(() => {
  for (const element of document.querySelectorAll<MailboxElement>('fl-mailbox')) element.forget();
});
