// Package office is the pages for staff: sign-in, queue, case, people. It shows plain
// facts and hands sealed bytes through; text is opened in the officer's browser alone.
package office

import (
	"embed"
	"net/http"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/internal/web"

	"github.com/alexedwards/scs/v2"
)

//go:embed *.html
var files embed.FS

// Settings is what the wing is joined with.
type Settings struct {
	Site     *web.Server
	People   *people.Registry
	Keyring  *people.Keyring
	Desk     *casework.Desk
	Blobs    mailbox.Blobs
	Sessions scs.CtxStore
	Ledger   Ledger
	// Outbox lists what officers were told to look at; MailSet says that a mail server is set.
	Outbox  Outbox
	MailSet bool
	// Helped counts what people said of the helper's answers.
	Helped HelpedCounts
}

// Office is the staff's wing.
type Office struct {
	Settings
	sessions *scs.SessionManager
	roll     seal.Roll // the checked officer lines, for names and receivers
}

// New makes the wing. Sessions last for people.Session whatever is done in them; only a
// hash of a session's token is stored.
func New(settings Settings) *Office {
	sessions := scs.New()
	sessions.Store = settings.Sessions
	sessions.HashTokenInStore = true
	sessions.Lifetime = people.Session
	return &Office{Settings: settings, sessions: sessions}
}

// Body limits of the wing's addresses.
const (
	smallJSON   = 16 << 10
	sendingJSON = 4 << 20 // grants, a letter and its file items; attachments travel apart
)

// Routes is every address of the wing, each with its guard.
func (o *Office) Routes() []web.Route {
	return []web.Route{
		// For anyone: these say nothing about who works here.
		{Pattern: "GET /office", Guard: web.Sealed, Handler: o.toHome},
		{Pattern: "GET /office/{$}", Guard: o.page(anyone), Handler: o.home},
		{Pattern: "POST /office/salt", Guard: o.json(anyone, smallJSON), Handler: o.salt},
		{Pattern: "POST /office/signin", Guard: o.json(anyone, smallJSON), Handler: o.signIn},
		// For whoever holds a one-use link, whose token is posted.
		{Pattern: "GET /office/enrol", Guard: o.page(anyone), Handler: o.enrolPage},
		{Pattern: "POST /office/enrol/answer", Guard: o.json(anyone, smallJSON), Handler: o.enrolAnswer},
		{Pattern: "POST /office/enrol", Guard: o.json(anyone, smallJSON), Handler: o.enrol},
		// The session.
		{Pattern: "POST /office/session-key", Guard: o.json(signedIn, smallJSON), Handler: o.sessionKey},
		{Pattern: "POST /office/lock", Guard: o.page(signedIn), Handler: o.lock},
		{Pattern: "POST /office/signout", Guard: o.page(anyone), Handler: o.signOut},
		// Cases: each is there only for whoever holds a key to it.
		{Pattern: "GET /office/case/{number}", Guard: o.page(unlocked), Handler: o.casePage},
		{Pattern: "POST /office/case/{number}/data", Guard: o.json(unlocked, smallJSON), Handler: o.caseData},
		{Pattern: "POST /office/case/{number}/declare", Guard: o.json(unlocked, smallJSON), Handler: o.caseDeclare},
		{Pattern: "POST /office/case/{number}/send", Guard: o.json(unlocked, sendingJSON), Handler: o.caseSend},
		{Pattern: "POST /office/case/{number}/step", Guard: o.json(unlocked, sendingJSON), Handler: o.caseStep},
		{Pattern: "POST /office/case/{number}/approve", Guard: o.json(unlocked, smallJSON), Handler: o.caseApprove},
		{Pattern: "POST /office/case/{number}/blob", Guard: o.json(unlocked, smallJSON), Handler: o.caseBlob},
		{Pattern: "POST /office/case/{number}/unopened", Guard: o.json(unlocked, smallJSON), Handler: o.caseUnopened},
		{Pattern: "POST /office/case/{number}/export", Guard: o.json(unlocked, smallJSON), Handler: o.caseExport},
		// What somebody tells by phone or in person, for whoever takes in reports.
		{Pattern: "GET /office/new", Guard: o.page(receiving), Handler: o.takenPage},
		// Comments on the portal, for its editors: each is there only for whoever holds a key to it.
		{Pattern: "GET /office/comments", Guard: o.page(editing), Handler: o.comments},
		{Pattern: "GET /office/comment/{number}", Guard: o.page(editing), Handler: o.commentPage},
		{Pattern: "POST /office/comment/{number}/data", Guard: o.json(editing, smallJSON), Handler: o.commentData},
		{Pattern: "POST /office/comment/{number}/send", Guard: o.json(editing, sendingJSON), Handler: o.caseSend},
		{Pattern: "POST /office/comment/{number}/close", Guard: o.json(editing, smallJSON), Handler: o.commentClose},
		{Pattern: "POST /office/comment/{number}/return", Guard: o.json(editing, smallJSON), Handler: o.commentReturn},
		// What every officer says and signs before they work.
		{Pattern: "GET /office/undertaking", Guard: o.page(unlocked), Handler: o.undertakingPage},
		{Pattern: "POST /office/undertaking", Guard: o.json(unlocked, smallJSON), Handler: o.undertake},
		{Pattern: "GET /office/settings", Guard: o.page(unlocked), Handler: o.settingsPage},
		{Pattern: "POST /office/settings", Guard: o.page(unlocked), Handler: o.settingsSet},
		{Pattern: "GET /office/outbox", Guard: o.page(heading), Handler: o.outboxPage},
		{Pattern: "GET /office/ledger", Guard: o.page(unlocked), Handler: o.ledgerPage},
		// The office's work in figures, and its people, for those who head the unit.
		{Pattern: "GET /office/overview", Guard: o.page(heading), Handler: o.overview},
		{Pattern: "GET /office/people", Guard: o.page(heading), Handler: o.peoplePage},
		{Pattern: "POST /office/people/certify", Guard: o.json(heading, smallJSON), Handler: o.certify},
		{Pattern: "POST /office/people/suspend", Guard: o.json(heading, smallJSON), Handler: o.suspend},
	}
}

func (o *Office) toHome(w http.ResponseWriter, r *http.Request) error {
	return web.Redirect(w, r, "/office/")
}
