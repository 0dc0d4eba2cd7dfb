import { limitName, sayLate, sayLimit } from './clocks.js';
import { holdersOf } from './holders.js';
import { recordTexts } from './ledger.js';
import { officeOf, pair, procedureOf, receiverName, sayOf } from './names.js';
import { groundText, noticeText } from './notices.js';
import { sayAbout, wordsOfAsked } from './requests.js';
import { sayOffer, stageWords } from './stage.js';
import type { OfficeReading } from './reading.js';
import type { Visit } from './visit.js';

type Told = Pick<Visit, 'reading' | 'data' | 'speech'>;

/** What one office's part says beside its letters, as a text to keep: where it stands, notices, requests, keys, the ledger. */
export function overviewText(at: OfficeReading, told: Told): string {
  const { speech } = told;
  const titled = (key: string, lines: string[]): string => (lines.length === 0 ? '' : `${speech.say(key)}\n${lines.join('\n')}`);
  return [
    officeOf(at.part.unit, speech), ...standLines(at, told),
    titled('mailbox.notice', noticeLines(at, told)), titled('request.given', askedLines(at, told)),
    titled('mailbox.holders', holderLines(at, told)), ...exceptedLines(at, told),
    titled('ledger.title', recordTexts(at.part.ledger ?? [], told.reading.who, speech)),
  ].filter((each) => each !== '').join('\n\n') + '\n';
}

function standLines({ part }: OfficeReading, { data, speech }: Told): string[] {
  const procedure = procedureOf(part, data);
  return [
    part.number === '' ? '' : sayOf('mailbox.case', part.kind, speech, { Number: part.number }),
    part.stage === '' ? '' : sayOf('mailbox.stage', part.kind, speech, { Stage: stageWords(part, procedure, speech).name }),
    part.received === '' ? '' : pair(speech.say('mailbox.received'), speech.day(part.received), speech),
    ...(part.clocks ?? []).map((limit) => [pair(limitName(limit, procedure, speech), sayLimit(limit, data.today, speech), speech),
      limit.aim ? speech.say('mailbox.clock.aim') : '', sayLate(limit, speech)].filter((each) => each !== '').join('. ')),
    part.ended === '' ? '' : pair(speech.say('mailbox.ended'), speech.day(part.ended), speech),
    ...(part.offers ?? []).map((offer) => sayOffer(offer, speech)),
  ];
}

function noticeLines({ part }: OfficeReading, { data, speech }: Told): string[] {
  return (part.notices ?? []).flatMap((notice) => {
    const text = noticeText(notice, data, speech);
    return text === '' ? [] : [pair(speech.day(notice.day), text, speech)];
  });
}

function askedLines(at: OfficeReading, { reading, data, speech }: Told): string[] {
  return at.asked.map((asked) => {
    const words = wordsOfAsked(asked, at, reading, data, speech);
    const parts = words.parts.map(({ name, agreed }) => `- ${name}${agreed ? ` (${speech.say('request.yes')})` : ''}`);
    return [`${words.step}. ${sayAbout(words, speech)}`, ...parts, words.answer].filter((each) => each !== '').join('\n');
  });
}

function holderLines(at: OfficeReading, { reading, data, speech }: Told): string[] {
  return holdersOf(at, reading, data, speech).map(({ who, says, doubt }) => pair(who, [...says, doubt].filter((each) => each !== '').join(' '), speech));
}

function exceptedLines(at: OfficeReading, { reading, data, speech }: Told): string[] {
  return at.excepted.map(({ line }) => `${speech.say('mailbox.excepted', {
    Office: receiverName(line.to, reading, data.today, speech), Day: speech.day(line.at),
  })}. ${groundText(line.code, speech)}`);
}
