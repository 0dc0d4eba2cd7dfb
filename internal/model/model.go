// Package model speaks to a language model that an operator runs or rents, in the protocol
// that Ollama, vLLM, llama.cpp and others share with OpenAI. It sends what it is handed and
// nothing else, to one machine, and gives back text that nobody should believe: what may
// leave, and what of an answer is shown, is decided in guide.
package model

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"
)

// Settings say which model is meant, and where.
type Settings struct {
	URL   string // "http://127.0.0.1:11434/v1"
	Name  string
	Key   string        // "" if it needs none
	Plain bool          // http:// beyond this machine and private networks, too
	Wait  time.Duration // for an answer; Patience if it is 0
}

// Bounds of every request.
const (
	Patience   = 8 * time.Second
	mostTokens = 400
	mostBytes  = 64 << 10
	// coldest stands for a temperature of nought, which the library would leave out: a model
	// would then use one of its own.
	coldest = 1e-6
)

// Model is one language model. Many may use it at once.
type Model struct {
	client *openai.Client
	name   string
	wait   time.Duration
}

// New makes a model of settings that can be kept. It asks nobody yet.
func New(s Settings) (*Model, error) {
	base, err := checkedURL(s)
	if err != nil {
		return nil, err
	}
	if s.Name == "" {
		return nil, errors.New("the language model has no name")
	}
	if s.Wait == 0 {
		s.Wait = Patience
	}
	config := openai.DefaultConfig(s.Key)
	config.BaseURL = base.String()
	config.HTTPClient = careful{newClient(base.Scheme == "http" && !s.Plain)}
	return &Model{openai.NewClientWithConfig(config), s.Name, s.Wait}, nil
}

// checkedURL takes the address of one machine, and no more than that.
func checkedURL(s Settings) (*url.URL, error) {
	u, err := url.Parse(s.URL)
	if err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "" {
		return nil, errors.New("the language model's address is not like http://127.0.0.1:11434/v1")
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("the language model's address must begin with http:// or https://")
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New("the language model's address must hold no password, question mark or #; a key comes from a file")
	}
	if ip := net.ParseIP(u.Hostname()); ip != nil && u.Scheme == "http" && !s.Plain && !near(ip) {
		return nil, errFar
	}
	u.Path = strings.TrimSuffix(u.Path, "/")
	return u, nil
}

// Why there is no answer. None holds a word of what was asked or answered: the library's own
// errors may quote both, so none of them is passed on.
var (
	errFar        = errors.New("the language model is beyond this machine and private networks: https:// is needed")
	errSlow       = errors.New("the language model was too slow")
	errAway       = errors.New("the language model could not be reached")
	errLarge      = errors.New("the language model's answer was too large")
	errUnread     = errors.New("the language model's answer could not be read")
	errRedirected = errors.New("the language model sent us elsewhere")
	errSilent     = errors.New("the language model said nothing, or refused")
)

// Complete asks once, and does not ask again.
func (m *Model) Complete(ctx context.Context, rules, text string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, m.wait)
	defer cancel()
	request := openai.ChatCompletionRequest{
		Model: m.name, Temperature: coldest, MaxTokens: mostTokens, N: 1,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: rules},
			{Role: openai.ChatMessageRoleUser, Content: text},
		},
	}
	response, err := m.client.CreateChatCompletion(ctx, request)
	if errors.Is(err, openai.ErrReasoningModelMaxTokensDeprecated) { // said by the library, before anything was sent
		request.MaxTokens = 0 //lint:ignore SA1019 most servers know this bound alone, so it is tried first
		request.MaxCompletionTokens, request.Temperature = mostTokens, 0
		response, err = m.client.CreateChatCompletion(ctx, request)
	}
	if err != nil {
		return "", wordless(ctx, err)
	}
	if len(response.Choices) == 0 {
		return "", errSilent
	}
	said := response.Choices[0]
	if said.Message.Content == "" || said.Message.Refusal != "" || said.FinishReason == openai.FinishReasonContentFilter {
		return "", errSilent
	}
	return said.Message.Content, nil
}

// wordless gives an error of ours for any other.
func wordless(ctx context.Context, err error) error {
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok && large != nil {
		return errLarge
	}
	if failed, ok := errors.AsType[status](err); ok {
		return failed
	}
	for _, known := range []error{errFar, errRedirected, errSilent} {
		if errors.Is(err, known) {
			return known
		}
	}
	if timeout, ok := errors.AsType[net.Error](err); ctx.Err() != nil || ok && timeout.Timeout() {
		return errSlow
	}
	if _, ok := errors.AsType[*url.Error](err); ok {
		return errAway
	}
	return errUnread
}

// status is an answer that is none.
type status int

func (s status) Error() string {
	return fmt.Sprintf("the language model answered with status %d", int(s))
}
