// Package visitor is the wing for anyone: the portal's texts, the report page, the
// mailbox, and the addresses that their scripts speak to. Nothing here knows a case's
// inner work; that is a wall.
package visitor

import (
	"embed"
	"io"
	"time"

	"fairlead/internal/clock"
	"fairlead/internal/guide"
	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

//go:embed *.html
var files embed.FS

// Settings is what the wing is made of.
type Settings struct {
	Server *web.Server
	Desk   *intake.Desk
	Door   *mailbox.Door
	Parts  *mailbox.Parts
	Limits mailbox.Limits
	// Comments says who may comment on the portal.
	Comments Comments
	// Guide gives what searches a pack and answers from it.
	Guide func(*portal.Pack) *guide.Guide
	// Helped counts whether the helper's answers helped.
	Helped Helped
	// Model is a language model for those who agree to it; nil if there is none.
	Model *Model
	Root  func() string // the organisation's root key
	Rand  io.Reader
	Now   func() time.Time
}

// Wing holds the handlers of all visitor pages.
type Wing struct {
	server   *web.Server
	desk     *intake.Desk
	door     *mailbox.Door
	parts    *mailbox.Parts
	limits   mailbox.Limits
	comments Comments
	guide    func(*portal.Pack) *guide.Guide
	helped   Helped
	root     func() string
	rand     io.Reader
	now      func() time.Time
	kept     *web.Kept
	sessions *sessions
	// searches bounds the search, for everyone together.
	searches  *clock.Pace
	searching web.Places
	// questions and answering bound the helper, votes what people say of its answers.
	questions, votes *clock.Pace
	answering        web.Places
	masks            masks
	model            *Model
	retelling        web.Places
	retellings       *clock.Pace
}

// New makes the wing.
func New(s Settings) *Wing {
	return &Wing{
		server: s.Server, desk: s.Desk, door: s.Door, parts: s.Parts, limits: s.Limits, comments: s.Comments, guide: s.Guide, helped: s.Helped, root: s.Root,
		rand: s.Rand, now: s.Now, kept: &web.Kept{}, sessions: newSessions(s.Now, s.Rand),
		searches: clock.NewPace(searchBurst, searchPerHour), searching: web.NewPlaces(searchAtOnce),
		questions: clock.NewPace(questionBurst, questionsPerHour), votes: clock.NewPace(voteBurst, votesPerHour), answering: web.NewPlaces(answersAtOnce),
		model: s.Model, retelling: web.NewPlaces(modelsAtOnce), retellings: clock.NewPace(modelBurst, modelPerHour),
	}
}

// Body limits of the addresses that scripts speak to.
const (
	sendingLimit   = 6 << 20 // answers, ten file items and a hundred grants, in base64
	letterLimit    = 4 << 20
	handleLimit    = 1 << 10
	claimLimit     = 256 << 10 // two handles, a keys line and a grant of each turn
	draftLimit     = 512 << 10 // in base64; intake says how large one may be
	commentSending = 1 << 20   // one text, and a hundred grants
	partLimit      = mailbox.PartSize + 1
)

// Routes is every address of this wing, with its guard.
func (v *Wing) Routes() []web.Route {
	form := web.Stream(v.limits.Total + 4<<20)
	kept := web.Stream(2 * largestKept)
	return []web.Route{
		{Pattern: "GET ~/{slug...}", Guard: web.Open, Handler: v.showText},
		{Pattern: "GET /p/{id...}", Guard: web.Open, Handler: v.permanent},
		{Pattern: "GET ~/limits", Guard: web.Open, Handler: v.limitsHome},
		{Pattern: "POST ~/limits", Guard: web.Sealed, Handler: v.workOut},
		{Pattern: "GET ~/find", Guard: web.Open, Handler: v.finderHome},
		{Pattern: "POST ~/find", Guard: web.Sealed, Handler: v.findOn},
		{Pattern: "GET ~/search", Guard: web.Open, Handler: v.searchHome},
		{Pattern: "POST ~/search", Guard: web.Sealed, Handler: v.showFound},
		{Pattern: "GET ~/helper", Guard: web.Open, Handler: v.helperHome},
		{Pattern: "POST ~/helper", Guard: web.Stream(helperBody), Handler: v.answerQuestion},
		{Pattern: "POST ~/helper/helped", Guard: web.Stream(helperBody), Handler: v.countHelped},
		{Pattern: "GET /leave", Guard: web.Always, Handler: v.leave},

		{Pattern: "GET ~/report/{form}", Guard: web.Sealed, Handler: v.showReport},
		{Pattern: "POST ~/report/{form}", Guard: form, Handler: v.takeReport},
		{Pattern: "GET ~/ask/{form}", Guard: web.Sealed, Handler: v.showReport},
		{Pattern: "POST ~/ask/{form}", Guard: form, Handler: v.takeReport},
		{Pattern: "GET ~/comment/{form}", Guard: web.Sealed, Handler: v.showComment},
		{Pattern: "POST ~/comment/{form}", Guard: web.Stream(commentLimit), Handler: v.takeComment},
		{Pattern: "GET ~/reminder/{day}", Guard: web.Always, Handler: v.reminder},

		{Pattern: "POST ~/unfinished/keep/{form}", Guard: form, Handler: v.keepPlain},
		{Pattern: "POST ~/unfinished/open/{form}", Guard: kept, Handler: v.openPlain},
		{Pattern: "POST ~/unfinished/delete/{form}", Guard: kept, Handler: v.dropPlain},

		{Pattern: "GET ~/mailbox", Guard: web.Sealed, Handler: v.showMailbox},
		{Pattern: "POST ~/mailbox/open", Guard: web.Sealed, Handler: v.openMailbox},
		{Pattern: "GET ~/mailbox/read", Guard: web.Sealed, Handler: v.readMailbox},
		{Pattern: "POST ~/mailbox/letter", Guard: form, Handler: v.takeLetter},
		{Pattern: "POST ~/mailbox/answer", Guard: web.Sealed, Handler: v.takeAnswer},
		{Pattern: "POST ~/mailbox/act", Guard: web.Stream(actBody), Handler: v.takeAct},
		{Pattern: "POST ~/mailbox/print", Guard: web.Sealed, Handler: v.showLetter},
		{Pattern: "POST ~/mailbox/file", Guard: web.Sealed, Handler: v.giveFile},
		{Pattern: "POST ~/mailbox/everything", Guard: web.Sealed, Handler: v.giveEverything},
		{Pattern: "POST ~/mailbox/close", Guard: web.Sealed, Handler: v.closeMailbox},

		{Pattern: "POST /send/search", Guard: web.JSON(searchLimit), Handler: v.sendFound},
		{Pattern: "GET /send/form/{form}", Guard: web.JSON(handleLimit), Handler: v.sendForm},
		{Pattern: "POST /send/report", Guard: web.JSON(sendingLimit), Handler: v.sendReport},
		{Pattern: "GET /send/comment/{form}", Guard: web.JSON(handleLimit), Handler: v.sendCommentForm},
		{Pattern: "POST /send/comment", Guard: web.JSON(commentSending), Handler: v.sendComment},
		{Pattern: "POST /send/draft", Guard: web.JSON(handleLimit), Handler: v.giveDraft},
		{Pattern: "POST /send/draft/keep", Guard: web.JSON(draftLimit), Handler: v.keepDraft},
		{Pattern: "POST /send/draft/delete", Guard: web.JSON(handleLimit), Handler: v.dropDraft},
		{Pattern: "PUT /send/upload/{id}/{offset}", Guard: web.JSON(partLimit), Handler: v.putPart},
		{Pattern: "GET /send/upload/{id}", Guard: web.JSON(handleLimit), Handler: v.havePart},
		{Pattern: "POST /send/mailbox", Guard: web.JSON(handleLimit), Handler: v.sendMailbox},
		{Pattern: "POST /send/letter", Guard: web.JSON(letterLimit), Handler: v.sendLetter},
		{Pattern: "POST /send/act", Guard: web.JSON(letterLimit), Handler: v.sendAct},
		{Pattern: "POST /send/claim", Guard: web.JSON(claimLimit), Handler: v.sendClaim},
		{Pattern: "POST /send/blob", Guard: web.JSON(handleLimit), Handler: v.sendBlob},
	}
}
