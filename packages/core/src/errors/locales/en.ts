import type { ErrorTable } from './error-words.js'

/** Every code with its meaning in English. One table, kept whole: the parity test compares it with the code and the docs. */
export const en = {
  'bug/append-batch': {
    text: 'A store was asked to append what cannot be appended.',
    advice: 'This is a fault of the engine; report it with the details.',
  },
  'bug/back-dated-anchor': {
    text: 'An anchor was to be made with a moment before the previous one[: {at}].',
    advice: 'Correct the clock of this host.',
  },
  'bug/back-dated-entry': {
    text: 'An entry was to be sealed with a moment before the head[: {at}].',
    advice: 'Decide at or after the head; if Convoke did this by itself, report it.',
  },
  'bug/endless-deadlines': {
    text: 'A deadline is reached, starts again as already due, and so on without end[: {deadline}].',
    advice: 'Correct the case type: let the deadline lead out of its state, or its date lie later.',
  },
  'bug/machine-threw': {
    text: 'The machine of a case type threw an error[: {place}][, {threw}][ at {line}].',
    advice: 'Correct the case type: its functions must accept everything that its schemas accept.',
  },
  'bug/not-json': {
    text: 'Something that is not JSON was to be hashed.',
    advice: 'Check outside data first; if Convoke did this by itself, report it.',
  },
  'bug/postgres': {
    text: 'PostgreSQL refused a statement of the store.',
    advice: 'This is a fault of the store; report it with the cause.',
  },
  'bug/selector-answer': {
    text: 'A function of a case type answered with what its declaration does not allow[: {place}][ ({answer})].',
    advice: 'Correct the case type. Nothing of the step was kept.',
  },
  'bug/selector-threw': {
    text: 'A function of a case type threw an error[: {place}][, {threw}][ at {line}].',
    advice:
      'Correct the case type: the function must answer for every case its machine can reach. Nothing of the step was kept.',
  },
  'bug/sqlite': {
    text: 'SQLite refused a statement of the store.',
    advice: 'This is a fault of the store; report it with the cause.',
  },
  'calendar/bad-date': {
    text: 'This is not a date[: {date}].',
    advice: 'Write YYYY-MM-DD.',
  },
  'calendar/bad-duration': {
    text: 'This is not a duration that can be counted.',
    advice: 'Give a whole number from 1 and a unit.',
  },
  'calendar/bad-edition': {
    text: 'The calendar edition cannot be used[: {edition}].',
    advice: 'Correct the problems that the error lists.',
  },
  'calendar/bad-instant': {
    text: 'This is not a moment.',
    advice: 'Give whole milliseconds since 1970.',
  },
  'calendar/bad-option': {
    text: 'An option of a calendar does not exist[: {option}].[ There are {known}.]',
    advice: 'Correct it, or leave it out: then its default holds.',
  },
  'calendar/outside-coverage': {
    text: 'The holidays of {date} are not published in this edition[: {edition}].',
    advice: 'Load a newer edition, or allow provisional dates.',
  },
  'calendar/unknown-desk': {
    text: 'There is no such desk[: {desk}][; known are {desks}].',
    advice: 'Use one of the desks of the edition, or add it.',
  },
  'calendar/unknown-edition': {
    text: 'The journal was decided under a calendar edition that is not loaded[: {edition}].',
    advice: 'Load that edition as well.',
  },
  'calendar/zone-mismatch': {
    text: 'The two editions are in different time zones[: {before}, {after}].',
    advice: 'Compare editions of one zone.',
  },
  'conflict/head-moved': {
    text: 'Others kept writing to the case while this was being decided.',
    advice: 'Read the case again and decide whether to retry.',
  },
  'definition/after': {
    text: 'A state has a timer of its own[: {where}].',
    advice: 'Declare a deadline on the state.',
  },
  'definition/async': {
    text: 'A function that has to answer at once is async, or a generator[: {where}].',
    advice:
      'Let it answer from the case and the event; what has to be asked elsewhere is asked before, and comes as data of a command.',
  },
  'definition/bad-fraction': {
    text: 'A rung of a deadline is at a fraction that lies outside its time[: {where}].',
    advice: 'Write two whole numbers of which the first is smaller, such as 1 and 2.',
  },
  'definition/bad-name': {
    text: 'A name cannot stand in a path[: {name}].',
    advice: 'Use letters, digits, "-" and "_".',
  },
  'definition/bad-version': {
    text: 'The version is not usable[: {where}].',
    advice: 'Write three numbers, such as 1.0.0.',
  },
  'definition/bad-rate': {
    text: 'A rate cannot be counted[: {where}].',
    advice:
      'Count facts that "facts" names, of all cases that count or of those of which a fact is so; call no two of a pack alike.',
  },
  'definition/bad-rule': {
    text: 'A rule of the rulebook cannot be read[: {where}].',
    advice:
      'Write five cells: in which states, what is done, by which roles, where it leads, and one of the sources; a limit has three: what it is about, how much, and its source. Each name as the case type has it.',
  },
  'definition/bad-vote': {
    text: 'A vote cannot be counted along[: {where}].',
    advice:
      'Name the states in which ballots are taken, the commands that cast one, and either the members or the sums.',
  },
  'definition/cancel': {
    text: 'An action cancels a timer[: {where}].',
    advice: 'Let the deadline end with its state.',
  },
  'definition/command-without-role': {
    text: 'A command may be sent by nobody[: {where}].',
    advice: 'Name at least one role in "by".',
  },
  'definition/context-does-not-fit': {
    text: 'The first context does not fit its schema[: {where}].',
    advice: 'Make the context factory and the schema agree.',
  },
  'definition/context-not-json': {
    text: 'The context holds what a journal cannot hold[: {where}].',
    advice: 'Use text, finite numbers, booleans, null, lists and plain objects.',
  },
  'definition/context-throws': {
    text: 'The context cannot be made from a sample[: {where}].',
    advice: 'Make the context factory accept every opening its schema accepts.',
  },
  'definition/crosses-regions': {
    text: 'A transition leads from one parallel region into another[: {where}].',
    advice: 'Let the other region handle the event itself, or let a guard ask for its state.',
  },
  'definition/dead-state': {
    text: 'A state can neither be left nor says that the case is settled[: {where}].',
    advice: 'Give it an outcome, somebody who can act, or a deadline.',
  },
  'definition/deadline-on-unknown-state': {
    text: 'A deadline runs on a state that does not exist[: {where}].',
    advice: 'Write the whole path of the state.',
  },
  'definition/deadline-without-commands': {
    text: 'A deadline that holds something back does not say what[: {where}].',
    advice: 'Name the commands it is about.',
  },
  'definition/deadline-without-duration': {
    text: 'A deadline has neither a date nor a duration[: {deadline}].',
    advice: 'Give it "within".',
  },
  'definition/deadline-without-length': {
    text: 'A deadline has no length[: {where}].',
    advice: 'Name a parameter in "within", or give a duration.',
  },
  'definition/deadline-without-start': {
    text: 'A deadline never starts[: {where}].',
    advice: 'Say on which state it runs, or from which entry.',
  },
  'definition/decision-rule': {
    text: 'A vote cannot be decided by this rule: it has {why}.',
    advice: 'Correct the fractions and counts.',
  },
  'definition/duplicate-id': {
    text: 'Two states have the same id[: {name}].',
    advice: 'Give each its own.',
  },
  'definition/duplicate-rung': {
    text: 'A rung of a deadline is there twice[: {where}].',
    advice: 'Give each rung its own name.',
  },
  'definition/duty-deadline-elsewhere': {
    text: 'The deadline of a duty does not run where the duty is[: {where}].',
    advice: 'Name a deadline that runs on this state.',
  },
  'definition/duty-not-handled': {
    text: 'A duty names a command that its state does not handle[: {where}].',
    advice: 'Handle the command there, or name another.',
  },
  'definition/duty-not-permitted': {
    text: 'A duty names a command that its role may not send[: {where}].',
    advice: 'Let the role send it, or name another.',
  },
  'definition/duty-without-deadline': {
    text: 'Nothing covers a duty[: {where}].',
    advice: 'Name its deadline, or say why it has none.',
  },
  'definition/emit': {
    text: 'An action emits an event[: {where}].',
    advice: 'Declare a notice.',
  },
  'definition/enqueue-actions': {
    text: 'An action decides on actions by itself[: {where}].',
    advice: 'Use guarded transitions.',
  },
  'definition/final-with-transitions': {
    text: 'A final state has transitions[: {where}].',
    advice: 'Declare an outcome instead, if it can be left.',
  },
  'definition/foreign-assign': {
    text: 'Data is changed by an assign that is not ours[: {where}].',
    advice: 'Use update(…).',
  },
  'definition/function-action': {
    text: 'An action is a nameless function[: {where}].',
    advice: 'Use update(…), or name it in setup().',
  },
  'definition/history-from-within': {
    text: 'A transition goes to the history of a state from inside that state[: {where}].',
    advice: 'Name the state you mean; a history is for coming back from outside.',
  },
  'definition/invoke': {
    text: 'A state starts an actor[: {where}].',
    advice: 'Declare a notice; the answer comes back as a command.',
  },
  'definition/join-not-handled': {
    text: 'Other cases may join one of this type, and no state takes them in.',
    advice: 'Handle "case.joined", or drop "joins".',
  },
  'definition/link-never-opened': {
    text: 'No state opens a case through a link[: {where}].',
    advice: 'Open one, or take the link out.',
  },
  'definition/link-refusal-not-handled': {
    text: 'No state says what happens when a linked case refuses[: {where}].',
    advice: 'Handle "case.refused".',
  },
  'definition/log': {
    text: 'An action writes to the console[: {where}].',
    advice: 'Take it out; the journal tells everything.',
  },
  'definition/mark-lost': {
    text: 'A mark of secrecy would be lost[: {path}].',
    advice: 'Put visibleTo(…) or personal(…) outermost, and mark the options of a union alike.',
  },
  'definition/migration-command': {
    text: 'A command that separates duties in the earlier version has no counterpart here[: {name}].',
    advice: 'Say in migrate(…, { commands }) what it is called now, or null where the separation ends.',
  },
  'definition/migration-deadline': {
    text: 'A migration does not say what becomes of a deadline[: {name}].',
    advice: 'Name a deadline of this version, or null where it ends.',
  },
  'definition/migration-from': {
    text: 'A migration leads from what is no earlier version of this case type[: {name}].',
    advice: 'Give one earlier version of the same case type, once.',
  },
  'definition/migration-role': {
    text: 'A role that may see marked values in the earlier version does not exist here[: {name}].',
    advice: 'Keep the role: values that were marked for it would be hidden from everybody.',
  },
  'definition/migration-state': {
    text: 'A migration leaves a state without a counterpart, or leads to one that cannot be[: {name}].',
    advice: 'Name a state of this version by its whole path, or null where cases in that state stay on their version.',
  },
  'definition/missing-label': {
    text: 'A label is missing[: {where}].',
    advice: 'Add words in both languages.',
  },
  'definition/name-taken': {
    text: 'An action has the name of a notice[: {name}].',
    advice: 'Give the action another name.',
  },
  'definition/no-context': {
    text: 'The machine has no context[: {where}].',
    advice: 'Write a context factory that takes the opening.',
  },
  'definition/no-initial': {
    text: 'A state with states inside does not say where it begins[: {where}].',
    advice: 'Add "initial".',
  },
  'definition/not-a-duration': {
    text: 'This is not a duration[: {where}].',
    advice: "Write a number and a unit, such as { n: 2, unit: 'working-day' }.",
  },
  'definition/not-an-object': {
    text: 'A schema has no named fields[: {where}].',
    advice: 'Use z.object({ … }).',
  },
  'definition/not-json': {
    text: 'A schema admits what a journal cannot hold[: {where}].',
    advice: 'Use text, numbers, booleans, null, lists and objects.',
  },
  'definition/notice-without-params': {
    text: 'A notice says nothing to nobody[: {name}].',
    advice: 'Write notify(name, …) with "to".',
  },
  'definition/opening-does-not-fit': {
    text: 'A sample of an opening does not fit its schema[: {where}].',
    advice: 'Correct the sample or the schema.',
  },
  'definition/optional-context': {
    text: 'A root field of the context is optional[: {where}].',
    advice: 'Use .nullable().',
  },
  'definition/pack-authority': {
    text: 'A pack sets a parameter that a higher authority holds[: {where}].',
    advice: 'Leave it out, or name the authority that set it.',
  },
  'definition/pack-value': {
    text: 'A value of a pack does not fit its parameter[: {where}].',
    advice: 'Correct the value.',
  },
  'definition/parameter-without-default': {
    text: 'A parameter has no default[: {where}].',
    advice: 'Add .default(…).',
  },
  'definition/race-winner': {
    text: 'A race is won by an event that is not in it[: {where}].',
    advice: 'Name one of the two as winner.',
  },
  'definition/raise': {
    text: 'An action raises an event[: {where}].',
    advice: 'Use an eventless transition.',
  },
  'definition/reserved-event': {
    text: 'A state handles an event that only XState sends[: {where}].',
    advice: 'Declare a deadline, or use onDone.',
  },
  'definition/reserved-field': {
    text: 'A field has a name that the engine sets itself[: {where}].',
    advice: 'Give it another name.',
  },
  'definition/role-without-holders': {
    text: 'Nobody can hold a role[: {name}].',
    advice: 'Name its holders, or the roll they are on.',
  },
  'definition/rung-without-place': {
    text: 'A rung of a deadline does not say when it comes[: {where}].',
    advice: 'Give exactly one of fraction, before and after.',
  },
  'definition/sample-does-not-fit': {
    text: 'A sample of a command, or of what a linked case returns, does not fit its schema[: {where}].',
    advice: 'Correct the sample or the schema.',
  },
  'definition/send-to': {
    text: 'An action sends an event to an actor[: {where}].',
    advice: 'Declare a notice, or a link to another case type.',
  },
  'definition/spawn': {
    text: 'An action starts an actor[: {where}].',
    advice: 'Declare a notice.',
  },
  'definition/stop': {
    text: 'An action stops an actor[: {where}].',
    advice: 'Take it out; a case has no actors.',
  },
  'definition/unhandled-command': {
    text: 'No state handles a command[: {name}].',
    advice: 'Handle it, or take it out of the declaration.',
  },
  'definition/unhandled-deadline': {
    text: 'Nothing happens when a deadline is reached[: {name}].',
    advice: 'Handle it where it runs.',
  },
  'definition/unknown-action': {
    text: 'An action is neither declared nor a notice[: {name}].',
    advice: 'Use a name that exists.',
  },
  'definition/unknown-command': {
    text: 'A command is named that does not exist[: {name}].',
    advice: 'Use a name that exists.',
  },
  'definition/unknown-deadline': {
    text: 'A deadline is named that does not exist[: {name}].',
    advice: 'Use a name that exists.',
  },
  'definition/unknown-entry': {
    text: 'An entry is named that no journal of this type has[: {name}].',
    advice: 'Use a command, a deadline or a link event.',
  },
  'definition/unknown-event': {
    text: 'A state handles an event that does not exist[: {name}].',
    advice: 'Use a command, a deadline or a link event.',
  },
  'definition/unknown-field': {
    text: 'A field is named that does not exist[: {name}].',
    advice: 'Use a field of the schema.',
  },
  'definition/unknown-guard': {
    text: 'A guard is named that does not exist[: {name}].',
    advice: 'Use a guard of setup().',
  },
  'definition/unknown-key': {
    text: 'A state, transition or duty has a word it cannot have[: {name}].',
    advice: 'Correct the word.',
  },
  'definition/unknown-label': {
    text: 'There are words for something that does not exist[: {name}].',
    advice: 'Take them out, or correct the name.',
  },
  'definition/unknown-parameter': {
    text: 'A parameter is named that does not exist[: {name}].',
    advice: 'Use a name that exists.',
  },
  'definition/unknown-role': {
    text: 'A role is named that does not exist[: {name}].',
    advice: 'Use a role that is declared.',
  },
  'definition/unknown-sample': {
    text: 'There are samples for a command or a link that does not exist[: {name}].',
    advice: 'Take them out, or correct the name.',
  },
  'definition/unknown-schema': {
    text: 'A kind of schema is used that redaction cannot look into[: {path}].',
    advice: 'Describe the data with objects, lists, records and plain values.',
  },
  'definition/unknown-target': {
    text: 'A transition leads to a state that does not exist[: {name}].',
    advice: 'Use the name of a state that is there.',
  },
  'definition/unnamed-guard': {
    text: 'A guard is a nameless function[: {where}].',
    advice: 'Name it in setup(), so that a refusal can say why.',
  },
  'definition/unused-role': {
    text: 'Nobody can do anything in a role[: {name}].',
    advice: 'Use the role, or take it out.',
  },
  'definition/wildcard': {
    text: 'A state handles every event[: {where}].',
    advice: 'Name each event.',
  },
  'engine/background-failed': {
    text: 'A pass of the background work failed.',
    advice: 'It is repeated by itself; look at the cause if it goes on.',
  },
  'engine/bad-option': {
    text: 'An option for the engine is wrong: {option}.[ It may be {allowed}.][ There is none of that name; there are {known}.][ Did you mean {nearest}?]',
    advice: 'Correct it, or leave it out: then its default holds.',
  },
  'engine/clock-behind': {
    text: 'The clock of this machine is behind the newest entry of the case.',
    advice: 'Set the clock, then retry.',
  },
  'engine/closed': {
    text: 'The engine was closed.',
    advice: 'Create another.',
  },
  'engine/deadline-failed': {
    text: 'A deadline could not be fired.',
    advice: 'It is repeated by itself; look at the cause if it goes on.',
  },
  'engine/deliver-failed': {
    text: 'A notice could not be delivered.',
    advice: 'It is repeated by itself with growing pauses, then listed as dead.',
  },
  'engine/deliver-timeout': {
    text: 'The delivery of a notice took too long.',
    advice: 'Make `deliver` faster, or let it hand the notice to a queue.',
  },
  'engine/duplicate-case-type': {
    text: 'A case type is registered twice[: {caseType} {version}].',
    advice: 'Give one of them another version.',
  },
  'engine/export-hides': {
    text: "Somebody's part in this case is hidden from this party, and every entry of a case file names who acted.",
    advice: 'Show the party the case instead, or give it the file of another party that may see everybody.',
  },
  'engine/ground': {
    text: 'An administrative act needs a ground.',
    advice: 'Say why, in 1 to 2,000 characters.',
  },
  'engine/limits': {
    text: 'A limit is not usable[: {limit}].',
    advice: 'Give a positive whole number.',
  },
  'engine/link-endless': {
    text: 'Cases set each other off without end[: {depth} times].',
    advice: 'Stop the loop in their case types.',
  },
  'engine/link-lost': {
    text: 'The case that was to be told is not in this store.',
    advice: 'Check that linked cases share a store.',
  },
  'engine/link-mismatch': {
    text: 'A link expects another result than the other case type gives[: {link}][ at {at}].',
    advice: 'Make the two schemas agree.',
  },
  'engine/link-no-result': {
    text: 'A link expects a result, but the other case type declares none[: {link}].',
    advice: 'Declare the result, or expect none.',
  },
  'engine/link-too-deep': {
    text: 'Cases have told each other in a chain of more than 16.',
    advice: 'Shorten the chain, or break the loop in their case types.',
  },
  'engine/no-calendar': {
    text: 'Deadlines need a calendar, and none was given[: {caseType}].',
    advice: 'Give createEngine a calendar.',
  },
  'engine/no-key': {
    text: 'Anchors are signed and checked with keys, and there are none.',
    advice: 'Give createEngine a KeyStore as `keys`; on the command line, --key.',
  },
  'engine/no-manual-clock': {
    text: 'Time cannot be moved beyond now here.',
    advice: 'Create the engine with a manual clock.',
  },
  'engine/not-an-instant': {
    text: 'What a clock tells, or what it is to be moved to, is no moment[: {at}].',
    advice: 'Give whole milliseconds since 1970.',
  },
  'engine/outgrown': {
    text: 'News of a linked case would make a case bigger than it may be.',
    advice: 'Correct what the case holds, then retry the dead notice; nothing was lost.',
  },
  'engine/overloaded': {
    text: 'Too many commands are waiting.',
    advice: 'Try again in a moment.',
  },
  'engine/parameter-authority': {
    text: 'A parameter is set that is for another authority to decide[: {parameter} of {caseType}].',
    advice: 'Leave it, or say whose authority this host has.',
  },
  'engine/parameters': {
    text: 'A parameter is set that does not exist or does not fit[: {parameter}][ of {caseType}].',
    advice: 'Look up the parameters of the case type.',
  },
  'engine/party-id': {
    text: 'This is not a party id[ ({field})].',
    advice: 'Use 1 to 200 characters without spaces.',
  },
  'engine/reader-missing': {
    text: '`as` is given and names nobody[: {given}]. Whoever reads as nobody is not the host.',
    advice: 'Give the party that reads. Leave `as` out only where the host itself reads everything.',
  },
  'engine/retention-runs': {
    text: 'A value has to be kept and may not be erased yet[: until {until}].',
    advice: 'Erase it after that moment, or lift the restriction with its ground.',
  },
  'engine/second-signature': {
    text: 'An administrative act needs two people.',
    advice: 'Have another person sign.',
  },
  'history/anchor-corrupt': {
    text: 'An anchor cannot be read.',
    advice: 'Restore the anchors from a copy.',
  },
  'history/anchor-edited': {
    text: 'An anchor was changed after it was signed.',
    advice: 'Compare with a copy kept elsewhere; treat the store as tampered with.',
  },
  'history/anchor-gap': {
    text: 'An anchor is missing between two others, or the chain of anchors is broken.',
    advice: 'Restore the missing anchor from a copy; treat the store as tampered with.',
  },
  'history/anchor-missing': {
    text: 'An anchor known from elsewhere is not among those of the store.',
    advice: 'Restore the anchors from a copy; what was removed may have covered entries that are gone too.',
  },
  'history/anchor-regressed': {
    text: 'A later anchor knows fewer entries of a case than an earlier one.',
    advice: 'Find out which host made the later anchor, and over which store.',
  },
  'history/anchor-signature': {
    text: 'The signature of an anchor is wrong, or its key is unknown.',
    advice: 'Give the public keys of earlier anchors; if they are there, treat the anchors as forged.',
  },
  'history/back-dated': {
    text: 'An entry is older than the one before it.',
    advice: 'Restore the journal from a copy.',
  },
  'history/case-file': {
    text: 'This is no case file, or its cover does not fit its entries[: {why}].',
    advice: 'Ask for it again where it was exported.',
  },
  'history/case-missing': {
    text: 'A case that was anchored is no longer there.',
    advice: 'Restore it from a copy; treat the store as tampered with.',
  },
  'history/columns-differ': {
    text: 'What the store says of an entry differs from the entry itself.',
    advice: 'Restore the journal from a copy.',
  },
  'history/corrupt': {
    text: 'The bytes are no entry[: {why}].',
    advice: 'Restore the journal from a copy; never repair a row by hand.',
  },
  'history/disclosure-mismatch': {
    text: 'A disclosed value is not the one that was committed to.',
    advice: 'Discard the disclosure, and ask where it came from.',
  },
  'history/disclosure-unplaced': {
    text: 'A disclosed value belongs to no place of these entries.',
    advice: 'Check that disclosures and entries are of the same case and export.',
  },
  'history/diverged': {
    text: 'The replay of an entry leads to another state than it did[: entry {seq}][ ({type})][ of case {caseId}].',
    advice:
      'Run the case on the version that wrote it; do not change a released version. While one is still being written, begin with new cases.',
  },
  'history/gap': {
    text: 'An entry is missing, or is there twice.',
    advice: 'Restore the journal from a copy.',
  },
  'history/hash-mismatch': {
    text: 'An entry was changed after it was written.',
    advice: 'Restore the journal from a copy; treat the store as tampered with.',
  },
  'history/other-case': {
    text: 'An entry belongs to another case.',
    advice: 'Restore the journal from a copy.',
  },
  'history/prev-hash': {
    text: 'An entry does not follow the one before it: something earlier was changed and hashed again.',
    advice: 'Compare with the newest anchor; treat the store as tampered with.',
  },
  'history/rewritten': {
    text: 'A journal differs from what was anchored.',
    advice: 'Restore it from a copy; treat the store as tampered with.',
  },
  'history/truncated': {
    text: 'Entries that were anchored are missing at the end of a journal.',
    advice: 'Restore them from a copy; treat the store as tampered with.',
  },
  'history/undisclosed': {
    text: 'A value that the machine reads was erased[: {path}].',
    advice:
      'Read the case from its snapshot, or restore the disclosure. Only personal fields may be erased without loss.',
  },
  'history/unknown-spec-version': {
    text: 'An entry was written in a later format[: specVersion {specVersion}].',
    advice: 'Upgrade before reading this journal.',
  },
  'history/unknown-version': {
    text: 'The case is of a version that is not registered[: {caseType} {version}].',
    advice: 'Register that version as well; cases stay on the version they were opened with.',
  },
  'input/back-dated': {
    text: 'The given moment is not possible[: {at}][; the newest entry is of {newest}].',
    advice: 'Give a moment from the newest entry up to now, or none.',
  },
  'input/command-id-reused': {
    text: 'This command id was used for something else[: {commandId}].',
    advice: 'Use a fresh id for every new command, and the same id only to repeat the same one.',
  },
  'input/electorate': {
    text: 'The vote cannot be counted: it has {why}.',
    advice: 'Correct the roll: whole numbers, and every voter on it.',
  },
  'input/key': {
    text: 'The key is not a usable Ed25519 key.',
    advice: 'Give a JSON Web Key with kty OKP, crv Ed25519, x and, to sign, d.',
  },
  'input/not-json': {
    text: 'The data holds something a journal cannot hold[ at {at}][ ({fault})].',
    advice: 'Send plain JSON: finite numbers, whole characters, no cycles.',
  },
  'input/reserved-name': {
    text: 'The data or command uses a name that only the engine may use[: {command}][ at {at}][ ({fault})].',
    advice: 'Use another name.',
  },
  'input/schema': {
    text: 'The data does not have the form that is asked for[: {issues}].',
    advice: 'Correct the named fields and send it again.',
  },
  'input/too-large': {
    text: 'The data is too large[: {what}][, {bytes} of {limit} bytes][ at {at}].',
    advice: 'Send less; big rolls and files are given by reference.',
  },
  'input/unknown-case-type': {
    text: 'There is no such case type[; known are {known}].',
    advice: 'Use one of the names that are registered.',
  },
  'input/unknown-command': {
    text: 'There is no command[ {command}] in this case type.[ Did you mean {nearest}?]',
    advice: 'Use one of the commands that are allowed now.',
  },
  'kernel/endless-loop': {
    text: 'A machine does not come to rest[: {machine}].',
    advice: 'Give the cycle of its eventless transitions a guard that ends it.',
  },
  'kernel/foreign-snapshot': {
    text: 'The snapshot is not of this machine[: {machine}].',
    advice: 'Restore it with the machine that made it, or migrate it.',
  },
  'kernel/invalid-event': {
    text: 'This is not an event.',
    advice: 'Send an object with a type.',
  },
  'kernel/reserved-event': {
    text: 'The event has a reserved name[: {event}].',
    advice: 'Use a name of your own.',
  },
  'kernel/unknown-implementation': {
    text: 'The machine names something that was not implemented[: {guard}].',
    advice: 'Implement it in setup().',
  },
  'kernel/unsupported': {
    text: 'The machine uses what a stored case cannot have[: {what}].',
    advice: 'Declare a deadline or a notice instead.',
  },
  'migration/configuration': {
    text: 'The states of the case do not fit together in the new version[: {states}].',
    advice: 'Correct the states of the migration: one state of each level, and one of each region.',
  },
  'migration/context': {
    text: 'The data of the case do not fit the new version[: {issues}].',
    advice: 'Correct the context of the migration until the dry run is clean.',
  },
  'migration/link': {
    text: 'The case waits for a linked case through a link that the new version does not have[: {link}].',
    advice: 'Keep the link in the new version until no case waits on it.',
  },
  'migration/none': {
    text: 'No version that is registered takes over cases of this one[: {from}].',
    advice: 'Register a version with migrateFrom for it, and give the versions between as well.',
  },
  'migration/outcome': {
    text: 'The case is settled, and would have another outcome in the new version[: {outcome}].',
    advice: 'Leave settled cases on their version, or keep their outcomes.',
  },
  'migration/parameters': {
    text: 'The parameters of the case do not fit the new version[: {issues}].',
    advice: 'Say in migrate(…, { parameters }) what they become.',
  },
  'migration/personal': {
    text: 'A personal value would stand in a field that is not marked personal[: {path}].',
    advice: 'Mark the field personal(…) in the new version, or leave the value out.',
  },
  'migration/state': {
    text: 'The state of the case has no counterpart in the new version[: {state}].',
    advice: 'Name one in the states of the migration.',
  },
  'migration/state-stays': {
    text: 'Cases in this state stay on their version[: {state}].',
    advice: 'Wait until the case has left the state, then migrate again.',
  },
  'migration/threw': {
    text: 'A function of the migration threw an error, or gave what is no state or no JSON[: {place}].',
    advice: 'Correct it: it must accept every case of the earlier version.',
  },
  'missing/case': {
    text: 'There is no such case, or you are not in it.',
    advice: 'Check the id and in whose name you ask. Both answers are the same on purpose.',
  },
  'refusal/case-exists': {
    text: 'A case with this id was opened by another party, or with other data.',
    advice: 'Open it under another id.',
  },
  'refusal/date-out-of-range': {
    text: 'A date lies outside the days that may be chosen[ ({field})][; earliest {earliest}][; latest {latest}].',
    advice: 'Choose another day; what is allowed tells beforehand which.',
  },
  'refusal/delegation': {
    text: 'There is no delegation that allows this at this time[: {delegate} for {principal}, to {command}].',
    advice: 'Have the principal delegate it, or act in your own name.',
  },
  'refusal/guard': {
    text: 'The rules of this case do not allow it now[: {label}].',
    advice: 'See what is allowed now, or change what the reason names.',
  },
  'refusal/keep-until': {
    text: 'This must stay as it is for now[ ({deadline})][, until {until}].',
    advice: 'Do it after that moment.',
  },
  'refusal/not-in-state': {
    text: 'This cannot be done in the present state of the case[: {states}].',
    advice: 'Choose one of the commands that are allowed now.',
  },
  'refusal/parameter-authority': {
    text: 'The parameter[ {parameter}] may not be set here[: it is for {authority} to decide][ ({jurisdiction})].',
    advice: 'Leave it as it is, or ask the authority that decides it. Simulating another value is always possible.',
  },
  'refusal/recused': {
    text: '{party} stepped back from this case and may no longer act in it.',
    advice: 'Let another party that holds the role act.',
  },
  'refusal/role': {
    text: 'This is for another role to do[: {needs}][; you hold {has}].',
    advice: 'Ask a party that holds the role, or act on its behalf under a delegation.',
  },
  'refusal/separation-of-duties': {
    text: 'Whoever did one thing may not do the other[: {did}, then {mayNot}][ ({party})].',
    advice: 'Let another organisation do it.',
  },
  'refusal/settled': {
    text: 'The case is settled[: {outcome}].',
    advice: 'Nothing is left to do; where a window to reopen is running, use it.',
  },
  'refusal/stale': {
    text: 'The case has moved on since you looked[: you saw entry {expectedSeq}, it is at {actualSeq}].',
    advice: 'Read the case again, then decide anew.',
  },
  'refusal/too-early': {
    text: 'It is too early for this[ ({deadline})][: not before {until}].',
    advice: 'Do it after that moment.',
  },
  'refusal/window-closed': {
    text: 'The time for this has passed or has not begun[ ({deadline})][; it ended {closedAt}].',
    advice: 'The right has lapsed; see what is allowed now.',
  },
  'simulate/cancelled': {
    text: 'Stopped too early to say anything[: replications done: {replications}, and it takes two].',
    advice:
      'Start it again and let it run until two are shown as done; or make each shorter, with fewer "days" or cases.',
  },
  'simulate/data': {
    text: 'The data that a party of the scenario sends is not what the command takes[: {command}][, {reason}].',
    advice: 'Correct "data" of the behaviour; give a command without a usable sample data of its own.',
  },
  'simulate/distribution': {
    text: 'A parameter makes no distribution[: {place}][ {why}].',
    advice: 'Correct the value.',
  },
  'simulate/endless': {
    text: 'A party goes on with one command without end at one instant[: {party}][, {command}].',
    advice: 'Give the duty a rule with an effort or a delay, or with "never".',
  },
  'simulate/explore': {
    text: 'What was asked for cannot be explored[: {why}].',
    advice: 'Correct the path, the figure or the range that is named.',
  },
  'simulate/fit': {
    text: 'A distribution cannot be fitted to the times of a log[: {why}].',
    advice: 'Give a longer log, or write the time into the scenario by hand.',
  },
  'simulate/map': {
    text: 'The map of the log does not fit the case type[: {why}].',
    advice: 'Correct what is named; each command and role is told with the name that was perhaps meant.',
  },
  'simulate/no-case': {
    text: 'There is no such case in the simulation[: {case}].',
    advice: 'Name it as a result does: replication, district where there are several, id, such as 3/complaint-1-17.',
  },
  'simulate/no-part': {
    text: 'There is no such part of the simulation[: {part}].',
    advice: 'Parts are counted from 1, such as 2/4[; there are at most {most} of them].',
  },
  'simulate/no-policy': {
    text: 'No policy of the scenario is called so[: {policy}].',
    advice: 'Take one of its names[: {known}]; without any it is the first.',
  },
  'simulate/no-workers': {
    text: 'There cannot be so many worker threads[: {workers}].',
    advice: 'Take one for each core[, from 1 to {most}].',
  },
  'simulate/opening': {
    text: 'A case cannot be opened as the scenario says[: {reason}].',
    advice: 'Correct "opening" and "by".',
  },
  'simulate/overloaded': {
    text: 'There is no long run: work arrives faster than it can be done[: {why}].',
    advice: 'Give more persons or hours, less work, or simulate a finite span of days.',
  },
  'simulate/parameters': {
    text: 'The parameters of a case type cannot be set as the scenario says[: {caseType}][, {reason}].',
    advice: 'Correct "parameters".',
  },
  'simulate/part-broken': {
    text: 'This is no whole part of a simulation[: {part}][, {place}].',
    advice: 'It was cut off or changed since it was written: simulate it again.',
  },
  'simulate/part-cancelled': {
    text: 'Stopped before the part was done.',
    advice: 'A part that is not finished is of no use: simulate it again.',
  },
  'simulate/part-division': {
    text: 'Parts were made by different divisions[: {part} by --shard {division}, {other} by --shard {otherDivision}].',
    advice: 'All parts have to come from one division, such as 1/2 and 2/2: simulate again those that do not.',
  },
  'simulate/part-foreign': {
    text: 'This part is of another simulation[: {part}].',
    advice: 'Scenario, options, case types and calendar must be the same for all parts: simulate it again with them.',
  },
  'simulate/part-twice': {
    text: 'What is in one part is in another as well[: {part}, {other}].',
    advice: 'Give every part once.',
  },
  'simulate/parts-missing': {
    text: 'Parts of the simulation are missing[: {there} of {wanted} portions are there][; to be given as well: {lacking}].',
    advice: 'Give every part once; each says in "shard" which it is.',
  },
  'simulate/rates': {
    text: 'The rates of a case type cannot be counted[: {where} of {caseType}].',
    advice: 'Let each fact answer true, false or null at once, and "excluded" one of "exclusions" or null.',
  },
  'simulate/scenario': {
    text: 'The scenario cannot be simulated.',
    advice: 'Correct what its issues name; each has its place and, read from a text, its line.',
  },
  'simulate/stop-in-parts': {
    text: 'A scenario with "stop" cannot be simulated in parts.',
    advice: 'When to stop is known only with all replications at hand: name its "replications" instead.',
  },
  'simulate/worker': {
    text: 'A worker thread of the simulation broke down[: {reason}].',
    advice:
      'Nothing was lost but time: the same scenario without workers tells more, or needs less memory with fewer of them.',
  },
  'store/bad-option': {
    text: 'An option of the store is wrong: {option}[ is {value}].[ It may be {allowed}.][ There is none of that name; there are {known}.][ Did you mean {nearest}?]',
    advice: 'Correct it, or leave it out: then its default holds.',
  },
  'store/closed': {
    text: 'The store is closed.',
    advice: 'Open it again before using it.',
  },
  'store/corrupt': {
    text: 'The store is damaged, or is no store.',
    advice: 'Restore a backup, then run an audit.',
  },
  'store/cursor': {
    text: 'The cursor was not made by this list.',
    advice: 'Start again from the first page.',
  },
  'store/full': {
    text: 'The store has no room left.',
    advice: 'Free space or raise its limit, then retry.',
  },
  'store/is-folder': {
    text: 'The path of the store is a folder[: {path}].',
    advice: 'Give the path of a file in it.',
  },
  'store/newer-schema': {
    text: 'A newer release wrote this store[ (format {found}, this release knows {known})].',
    advice: 'Upgrade before opening it.',
  },
  'store/no-driver': {
    text: 'No SQLite can be loaded here[ ({platform})].',
    advice:
      'Use Node 22.16 or later; or install libsql again, together with its optional dependencies, on this platform.',
  },
  'store/no-folder': {
    text: 'The folder of this file is not there[: {path}].',
    advice: 'Create it, or correct the path.',
  },
  'store/no-path': {
    text: 'The path of the store is missing[ (given: {value})].',
    advice: 'Give the path of a file, or an open connection.',
  },
  'store/no-thread': {
    text: 'A thread can write a file only.',
    advice: 'Give the path of a file, or leave `thread` out.',
  },
  'store/read-only': {
    text: 'The store cannot be written[: {path}].',
    advice: 'Check the permissions of its file, its folder or its user.',
  },
  'store/unavailable': {
    text: 'The store does not answer[: {path}].',
    advice: 'Retry later.',
  },
  'verify/budget': {
    text: 'A verification cannot be given this time[: {ms} ms].',
    advice: 'Give it a number of milliseconds above 0, such as budget: { ms: 60_000 }, or no budget at all.',
  },
  'verify/clock-read': {
    text: 'A function of a case type uses an instant as a number[: {place}][, asked in {states}].',
    advice: 'Compare times with deadlines only: what guards make of a clock cannot be explored.',
  },
  'verify/draft-escaped': {
    text: 'A function of a case type uses what another step was given[: {place}][, {field}].',
    advice: 'Keep nothing of what a guard or an update is given; copy what is needed into the context.',
  },
  'verify/machine-threw': {
    text: 'A function of a case type threw while it was explored: {place}[, in {states}][: {reason}].',
    advice: 'It has to accept every case and every event that its schemas accept.',
  },
  'verify/migration': {
    text: 'This version takes over no cases of that one[: {from}].',
    advice: 'Name a version that stands in "migrateFrom" of the later one.',
  },
  'verify/not-json': {
    text: 'An update puts into the data what is no JSON[: {field}, {what}].',
    advice: 'Use lists and records, texts for dates, and numbers that are finite.',
  },
  'verify/opening': {
    text: 'A case cannot be opened for verification[: {reason}].',
    advice: 'Give the case type "openings", or pass an opening and the party that opens.',
  },
  'verify/option': {
    text: 'Nothing can be looked for by an option of this verification: {option}[, {value}].[ There is none of that name; there are {known}.]',
    advice:
      'Give a case type, and whole numbers that are not negative; name properties by their identifiers, and commands and their fields as the case type has them.',
  },
  'verify/other-case-type': {
    text: 'The commands of a run and what it runs against are of two case types[: {caseType}].',
    advice: 'Build the case type once, and give the same object to commandsOf and to againstEngine or againstStore.',
  },
  'verify/property': {
    text: 'A property of your own cannot be checked: {property}[, in {state}][: {reason}].',
    advice: 'It has to return true or false for every state, change nothing, and have a name of its own.',
  },
  'verify/time': {
    text: 'A case type cannot be verified with time taken so: {time}.',
    advice:
      'Take one of {known}: in the order in which deadlines fall due, any deadline at any moment, or on dates. For dates say on which day the case opens: dates: { calendar, opensOn }, or --opens-on 2026-09-30 on the command line.',
  },
  'verify/with': {
    text: 'There is nothing to try that is called {with}.',
    advice: 'Take one of {known}: acts through delegates, or parties that recuse themselves.',
  },
  'verify/unbounded': {
    text: 'A field takes more values than can be tried[: {field}].',
    advice: 'Bound it in the case type, give its command samples, or look at fewer states.',
  },
} as const satisfies ErrorTable

/** Every code there is: of refusals, of faults, and of the verdicts of audits. */
export type ErrorCode = keyof typeof en
