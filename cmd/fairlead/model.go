package main

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"fairlead/internal/model"
	"fairlead/internal/web/visitor"
)

// ModelSettings name a language model for the helper. Without an address there is none.
type ModelSettings struct {
	URL       string `help:"Address of a language model for the helper that speaks the protocol of OpenAI, such as http://127.0.0.1:11434/v1. Without it there is none. No question goes there unless the person who asks agrees on the page." name:"url" env:"FAIRLEAD_MODEL_URL" placeholder:"URL"`
	Name      string `help:"The model's name, as its server knows it." name:"name" env:"FAIRLEAD_MODEL_NAME" placeholder:"NAME"`
	KeyFile   string `help:"File that holds the key for it, if it needs one." name:"key-file" env:"FAIRLEAD_MODEL_KEY_FILE" placeholder:"FILE"`
	Owner     string `help:"Whose machine it is, as people are told before they agree." name:"owner" env:"FAIRLEAD_MODEL_OWNER" placeholder:"NAME"`
	PlainHTTP bool   `help:"Let questions go over http:// beyond this machine and private networks, where others can read them." name:"plain-http" env:"FAIRLEAD_MODEL_PLAIN_HTTP"`
}

const longestOwner = 120

func (m ModelSettings) checked() error {
	switch {
	case m.URL == "" && (m.Name != "" || m.KeyFile != "" || m.Owner != "" || m.PlainHTTP):
		return errors.New("a language model is described, and --model-url does not say where it is")
	case m.URL == "":
		return nil
	case m.Name == "":
		return errors.New("--model-url needs --model-name")
	case strings.TrimSpace(m.Owner) == "":
		return errors.New("--model-url needs --model-owner: people are told whose machine it is before they agree")
	case utf8.RuneCountInString(m.Owner) > longestOwner || strings.ContainsFunc(m.Owner, unicode.IsControl) || !utf8.ValidString(m.Owner):
		return fmt.Errorf("--model-owner is one line of at most %d characters", longestOwner)
	}
	return nil
}

// open makes the model, or none.
func (m ModelSettings) open(log *slog.Logger) (*visitor.Model, error) {
	if m.URL == "" {
		return nil, nil
	}
	key, err := m.key()
	if err != nil {
		return nil, err
	}
	speaks, err := model.New(model.Settings{URL: m.URL, Name: m.Name, Key: key, Plain: m.PlainHTTP})
	if err != nil {
		return nil, err
	}
	log.Info("model", "key", "model-on")
	return &visitor.Model{Model: speaks, Owner: strings.TrimSpace(m.Owner), Log: log}, nil
}

// key reads one word. What is wrong with it is said without it.
func (m ModelSettings) key() (string, error) {
	key, err := secretLine(m.KeyFile, "the language model's key")
	if err == nil && strings.Contains(key, " ") {
		return "", fmt.Errorf("%s does not hold a key: one word, and nothing else", m.KeyFile)
	}
	return key, err
}
