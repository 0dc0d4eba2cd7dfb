import { SignInElement } from './elements/office/door.js';
import { EnrolElement } from './elements/office/enrol.js';
import { PeopleElement } from './elements/office/peoplepage.js';
import { CaseElement } from './elements/office/case.js';
import { UndertakingElement } from './elements/office/undertaking.js';
import { CommentElement } from './elements/office/comment.js';

customElements.define('fl-signin', SignInElement);
customElements.define('fl-enrol', EnrolElement);
customElements.define('fl-people', PeopleElement);
customElements.define('fl-case', CaseElement);
customElements.define('fl-undertaking', UndertakingElement);
customElements.define('fl-editors', CommentElement);
