import { SignInElement } from './elements/office/door.js';
import { EnrolElement } from './elements/office/enrol.js';
import { PeopleElement } from './elements/office/peoplepage.js';
import { CaseElement } from './elements/office/case.js';
import { TakenElement } from './elements/office/taken.js';
import { UndertakingElement } from './elements/office/undertaking.js';
import { CommentElement } from './elements/office/comment.js';

customElements.define('fl-signin', SignInElement);
customElements.define('fl-enrol', EnrolElement);
customElements.define('fl-people', PeopleElement);
customElements.define('fl-case', CaseElement);
customElements.define('fl-taken', TakenElement);
customElements.define('fl-undertaking', UndertakingElement);
customElements.define('fl-editors', CommentElement);
