// Inside this module only: kinds of words that the rules know. All arguments are folded words.
#pragma once

#include "intake/words.h"

#include <string>
#include <string_view>

namespace handover::intake {

bool is_reporting_verb(std::string_view word);  // said, told, announced
bool is_volition_verb(std::string_view word);   // wants, demands, rejects
bool is_event_word(std::string_view word);      // met, resumed, attacked
// Function words that end a noun phrase: prepositions, conjunctions, pronouns, determiners, auxiliaries,
// common verbs.
bool ends_noun_phrase(std::string_view word);
bool is_auxiliary(std::string_view word);          // has, was, will
bool is_determiner(std::string_view word);         // the, a, these
bool is_pronoun(std::string_view word);            // he, she, they, it
bool is_person_noun(std::string_view word);        // spokesman, minister, official
bool is_title(std::string_view word);              // Gen., Mr, Secretary: before a name
bool looks_plural(std::string_view word);          // troops, people
bool is_time_unit(std::string_view word);          // days, years
bool is_measure(std::string_view word);            // kilometres, tons
bool is_place_preposition(std::string_view word);  // in, near, across
// What happened to those counted: "killed", "wounded", "captured", "displaced", "missing"; empty for other
// words.
std::string_view casualty_of(std::string_view word);
// The unit of the ledger for a counted noun: persons, attacks, munitions, sites, vehicles; else the noun.
std::string unit_of(std::string_view noun);
bool is_ledger_noun(std::string_view noun);  // the ledger has a unit for it
// "us-troops" from "US troops".
std::string slug(std::string_view text);

}  // namespace handover::intake
