#include "intake/vocabulary.h"

#include <array>
#include <unordered_map>
#include <unordered_set>

namespace handover::intake {
namespace {

using WordSet = std::unordered_set<std::string_view>;
using WordMap = std::unordered_map<std::string_view, std::string_view>;

bool holds(const WordSet& words, std::string_view word) {
  return words.contains(word);
}

}  // namespace

bool is_reporting_verb(std::string_view word) {
  static const WordSet kVerbs = {
      "said",        "says",         "say",          "saying",        "told",        "tells",
      "stated",      "states",       "stating",      "added",         "adds",        "adding",
      "announced",   "announces",    "announcing",   "claimed",       "claims",      "claiming",
      "noted",       "notes",        "noting",       "affirmed",      "affirms",     "affirming",
      "emphasized",  "emphasised",   "emphasizing",  "emphasises",    "stressed",    "stresses",
      "stressing",   "declared",     "declares",     "explained",     "explains",    "explaining",
      "warned",      "warns",        "warning",      "argued",        "argues",      "arguing",
      "insisted",    "insists",      "insisting",    "confirmed",     "confirms",    "denied",
      "denies",      "acknowledged", "acknowledges", "acknowledging", "reported",    "reports",
      "reiterated",  "reiterates",   "remarked",     "commented",     "comments",    "commenting",
      "wrote",       "writes",       "asserted",     "asserts",       "maintained",  "maintains",
      "observed",    "vowed",        "pledged",      "tweeted",       "described",   "describes",
      "describing",  "concluded",    "continued",    "continues",     "testified",   "underscored",
      "underscores", "underscoring", "urged",        "urges",         "predicted",   "suggested",
      "suggests",    "admitted",     "admits",       "alleged",       "complained",  "recalled",
      "recalls",     "responded",    "replied",      "welcomed",      "condemned",   "cautioned",
      "asked",       "asks",         "called",       "calling",       "highlighted", "highlighting",
      "pointed",     "outlined",     "expressed",    "revealed",      "promised",    "proclaimed",
      "cited",       "praised",      "quoted",       "joked",         "quipped",     "opined",
      "questioned",  "contended",    "contends",     "believes",      "believed",    "hailed",
      "signaled",    "signalled",    "signaling",    "boasted",       "lamented",    "estimated",
      "estimates",   "retorted",     "قال",          "قالت",          "اعلن",        "اعلنت",
      "اكد",         "اكدت",         "اضاف",         "اضافت",         "ذكر",         "ذكرت",
      "اوضح",        "اوضحت",        "صرح",          "صرحت",          "اشار",        "اشارت",
      "افاد",        "افادت",        "شدد",          "شددت",          "نفي",         "نفت",
      "واضاف",       "واكد",         "وقال",         "وقالت",         "واوضح",       "واشار",
      "وذكر",        "وذكرت",        "وتابع",        "يقول"};
  return holds(kVerbs, word);
}

bool is_volition_verb(std::string_view word) {
  static const WordSet kVerbs = {
      "want",      "wants",      "wanted",     "wanting",    "seek",        "seeks",      "seeking",
      "sought",    "demand",     "demands",    "demanded",   "demanding",   "insist",     "insists",
      "insisted",  "reject",     "rejects",    "rejected",   "rejecting",   "oppose",     "opposes",
      "opposed",   "opposing",   "support",    "supports",   "supported",   "agree",      "agrees",
      "agreed",    "aim",        "aims",       "aimed",      "aiming",      "request",    "requests",
      "requested", "urge",       "urges",      "urged",      "expect",      "expects",    "expected",
      "commit",    "committed",  "refuse",     "refuses",    "refused",     "call",       "calls",
      "called",    "calling",    "advocate",   "advocates",  "advocated",   "favor",      "favors",
      "favour",    "favours",    "prefer",     "prefers",    "preferred",   "hopes",      "hoped",
      "intends",   "intended",   "intention",  "willing",    "willingness", "ready",      "readiness",
      "plans",     "planned",    "proposes",   "proposed",   "maintains",   "maintained", "looking",
      "wishes",    "commitment", "reluctance", "reluctant",  "must",        "should",     "needs",
      "dropped",   "conditions", "considers",  "considered", "expressing",  "signaled",   "desire",
      "pledged",   "vowed",      "stance",     "يريد",       "تريد",        "طالب",       "طالبت",
      "دعا",       "دعت",        "رفض",        "رفضت",       "يسعي",        "تسعي"};
  return holds(kVerbs, word);
}

bool is_event_word(std::string_view word) {
  static const WordSet kWords = {
      "met",          "meet",     "meeting",   "resumed",   "resume",    "suspended", "suspend",
      "attacked",     "attack",   "signed",    "withdrew",  "withdrawn", "withdraw",  "struck",
      "strike",       "killed",   "bombed",    "seized",    "captured",  "launched",  "began",
      "started",      "ended",    "concluded", "agreed",    "announced", "visited",   "arrived",
      "deployed",     "expelled", "collapsed", "retaken",   "liberated", "fired",     "exploded",
      "shelled",      "ambushed", "convened",  "postponed", "invaded",   "retreated", "surrendered",
      "assassinated", "kidnapped"};
  return holds(kWords, word);
}

bool is_auxiliary(std::string_view word) {
  static const WordSet kWords = {"is",    "are",  "was",   "were",   "be",     "been",  "being",
                                 "has",   "have", "had",   "having", "will",   "would", "can",
                                 "could", "may",  "might", "shall",  "should", "must",  "do",
                                 "does",  "did",  "not",   "'s",     "'ve",    "'re",   "'ll"};
  return holds(kWords, word);
}

bool is_determiner(std::string_view word) {
  static const WordSet kWords = {"the",   "a",   "an",    "this", "that", "these",  "those", "its",
                                 "his",   "her", "their", "our",  "my",   "your",   "any",   "each",
                                 "every", "no",  "such",  "both", "all",  "another"};
  return holds(kWords, word);
}

bool is_pronoun(std::string_view word) {
  static const WordSet kWords = {"he",  "she", "they",  "it",   "we",  "i",
                                 "you", "who", "which", "them", "him", "us"};
  return holds(kWords, word);
}

bool ends_noun_phrase(std::string_view word) {
  static const WordSet kWords = {
      "in",        "on",        "at",          "by",           "for",       "from",       "with",
      "to",        "of",        "into",        "onto",         "against",   "near",       "between",
      "among",     "during",    "after",       "before",       "since",     "until",      "over",
      "under",     "across",    "along",       "around",       "through",   "throughout", "within",
      "without",   "about",     "inside",      "outside",      "toward",    "towards",    "upon",
      "and",       "or",        "but",         "nor",          "so",        "yet",        "if",
      "when",      "while",     "where",       "because",      "although",  "though",     "as",
      "than",      "that",      "which",       "who",          "whom",      "whose",      "there",
      "here",      "now",       "then",        "also",         "only",      "even",       "just",
      "very",      "out",       "up",          "down",         "off",       "away",       "back",
      "including", "per",       "via",         "amid",         "despite",   "like",       "ago",
      "later",     "earlier",   "according",   "took",         "take",      "takes",      "came",
      "come",      "went",      "go",          "goes",         "made",      "make",       "makes",
      "gave",      "give",      "left",        "fell",         "lost",      "held",       "fled",
      "fought",    "died",      "began",       "begin",        "led",       "saw",        "said",
      "met",       "set",       "ran",         "sent",         "became",    "become",     "remain",
      "remains",   "remained",  "still",       "already",      "currently", "alone",      "together",
      "each",      "joined",    "participate", "participated", "continue",  "continued",  "live",
      "lived",     "serve",     "served",      "attended",     "gathered",  "returned",   "escaped",
      "arrived",   "killed",    "wounded",     "injured",      "captured",  "arrested",   "displaced",
      "deployed",  "stationed", "based",       "targeted",     "targeting", "struck",     "destroyed",
      "damaged",   "engaged",   "located",     "conducted",    "carried",   "launched",   "fired",
      "occurred",  "using",     "have",        "need",         "needed",    "required",   "want",
      "receive",   "received"};
  return holds(kWords, word) || is_auxiliary(word) || is_determiner(word) || is_pronoun(word);
}

bool is_person_noun(std::string_view word) {
  static const WordSet kWords = {
      "spokesman",  "spokeswoman", "spokesperson", "minister",       "secretary", "official",    "officials",
      "officer",    "commander",   "ambassador",   "adviser",        "advisor",   "envoy",       "head",
      "chief",      "member",      "members",      "representative", "president", "leader",      "leaders",
      "director",   "general",     "analyst",      "expert",         "lawmaker",  "senator",     "governor",
      "mayor",      "source",      "sources",      "coordinator",    "chairman",  "office",      "ministry",
      "department", "government",  "statement",    "agency",         "report",    "coordinator", "professor",
      "captain",    "colonel",     "deputy",       "king",           "prince",    "witness",     "witnesses",
      "resident",   "residents",   "admiral",      "diplomat"};
  return holds(kWords, word);
}

bool is_title(std::string_view word) {
  static const WordSet kWords = {
      "mr",        "mr.",        "mrs",         "ms",         "dr",        "gen",       "lt",
      "col",       "maj",        "sgt",         "capt",       "cmdr",      "adm",       "brig",
      "sen",       "rep",        "gov",         "sir",        "general",   "major",     "colonel",
      "captain",   "lieutenant", "admiral",     "sergeant",   "brigadier", "minister",  "secretary",
      "president", "ambassador", "pm",          "chancellor", "king",      "prince",    "sheikh",
      "ayatollah", "spokesman",  "spokeswoman", "senator",    "governor",  "commander", "envoy",
      "lord",      "lady",       "baroness",    "professor",  "judge",     "marshal",   "commodore",
      "chief"};
  return holds(kWords, word);
}

bool is_time_unit(std::string_view word) {
  static const WordSet kWords = {
      "second",    "seconds", "minute", "minutes", "hour",     "hours",   "day",    "days",    "week",
      "weeks",     "weekend", "month",  "months",  "year",     "years",   "decade", "decades", "century",
      "centuries", "night",   "nights", "morning", "mornings", "am",      "pm",     "a.m.",    "p.m.",
      "o'clock",   "gmt",     "hrs",    "season",  "seasons",  "quarters"};
  return holds(kWords, word);
}

bool is_measure(std::string_view word) {
  static const WordSet kWords = {"km",      "kilometers", "kilometres", "kilometer", "kilometre", "mile",
                                 "miles",   "meters",     "metres",     "feet",      "yards",     "hectares",
                                 "acres",   "tons",       "tonnes",     "pounds",    "kg",        "kilograms",
                                 "barrels", "liters",     "litres",     "megawatts", "degrees",   "inches",
                                 "gallons", "mm",         "nm",         "foot",      "meter"};
  return holds(kWords, word);
}

bool is_place_preposition(std::string_view word) {
  static const WordSet kWords = {"in", "near",   "across",  "inside", "throughout",
                                 "at", "around", "outside", "within", "into",
                                 "on", "from",   "في",      "داخل",   "over"};
  return holds(kWords, word);
}

bool looks_plural(std::string_view word) {
  static const WordSet kIrregular = {
      "people",  "personnel", "men",          "women",  "children", "police",     "aircraft",
      "staff",   "troops",    "forces",       "dead",   "wounded",  "servicemen", "cattle",
      "militia", "infantry",  "cavalry",      "others", "mps",      "policemen",  "gunmen",
      "crew",    "media",     "headquarters", "clergy", "lives"};
  static const WordSet kNotPlural = {
      "this",   "its",      "his",      "is",     "was",     "has",    "as",   "us",      "thus",
      "press",  "congress", "across",   "less",   "unless",  "isis",   "ness", "process", "business",
      "access", "success",  "progress", "crisis", "perhaps", "always", "hus",  "iris",    "basis",
      "does",   "class",    "mass",     "loss",   "cross",   "express"};
  if (kIrregular.contains(word)) return true;
  if (kNotPlural.contains(word)) return false;
  if (word.size() >= 8 && (word[0] & 0x80) != 0) return true;  // Arabic plurals have no one ending
  return word.size() > 3 && word.back() == 's' && !word.ends_with("ss") && !word.ends_with("us") &&
         !word.ends_with("is") && word != "s";
}

std::string_view casualty_of(std::string_view word) {
  static const WordMap kWords = {
      {"killed", "killed"},         {"killing", "killed"},    {"kills", "killed"},
      {"dead", "killed"},           {"died", "killed"},       {"deaths", "killed"},
      {"death", "killed"},          {"fatalities", "killed"}, {"murdered", "killed"},
      {"executed", "killed"},       {"massacred", "killed"},  {"slain", "killed"},
      {"lives", "killed"},          {"die", "killed"},        {"kill", "killed"},
      {"perished", "killed"},       {"wounded", "wounded"},   {"injured", "wounded"},
      {"wounding", "wounded"},      {"injuring", "wounded"},  {"injuries", "wounded"},
      {"injures", "wounded"},       {"hurt", "wounded"},      {"captured", "captured"},
      {"arrested", "captured"},     {"detained", "captured"}, {"capturing", "captured"},
      {"arresting", "captured"},    {"missing", "missing"},   {"displaced", "displaced"},
      {"displacing", "displaced"},  {"abducted", "captured"}, {"kidnapped", "captured"},
      {"casualties", "casualties"}, {"مقتل", "killed"},       {"قتل", "killed"},
      {"قتيلا", "killed"},          {"قتلي", "killed"},       {"اصابه", "wounded"},
      {"جريحا", "wounded"},         {"جرحي", "wounded"}};
  const auto found = kWords.find(word);
  return found == kWords.end() ? std::string_view() : found->second;
}

namespace {

const WordMap& ledger_units() {
  static const WordMap kUnits = {
      {"troops", "persons"},        {"soldiers", "persons"},   {"personnel", "persons"},
      {"people", "persons"},        {"civilians", "persons"},  {"fighters", "persons"},
      {"militants", "persons"},     {"men", "persons"},        {"women", "persons"},
      {"children", "persons"},      {"members", "persons"},    {"officers", "persons"},
      {"policemen", "persons"},     {"police", "persons"},     {"forces", "persons"},
      {"advisers", "persons"},      {"advisors", "persons"},   {"refugees", "persons"},
      {"prisoners", "persons"},     {"insurgents", "persons"}, {"terrorists", "persons"},
      {"contractors", "persons"},   {"workers", "persons"},    {"officials", "persons"},
      {"servicemen", "persons"},    {"residents", "persons"},  {"students", "persons"},
      {"trainers", "persons"},      {"marines", "persons"},    {"victims", "persons"},
      {"hostages", "persons"},      {"iraqis", "persons"},     {"syrians", "persons"},
      {"gunmen", "persons"},        {"detainees", "persons"},  {"individuals", "persons"},
      {"persons", "persons"},       {"operatives", "persons"}, {"recruits", "persons"},
      {"peacekeepers", "persons"},  {"attacks", "attacks"},    {"attack", "attacks"},
      {"raids", "attacks"},         {"bombings", "attacks"},   {"assaults", "attacks"},
      {"strikes", "strikes"},       {"strike", "strikes"},     {"airstrikes", "strikes"},
      {"air-strikes", "strikes"},   {"sorties", "sorties"},    {"rockets", "munitions"},
      {"missiles", "munitions"},    {"drones", "munitions"},   {"munitions", "munitions"},
      {"mortars", "munitions"},     {"shells", "munitions"},   {"bombs", "munitions"},
      {"rounds", "munitions"},      {"bases", "sites"},        {"sites", "sites"},
      {"outposts", "sites"},        {"camps", "sites"},        {"vehicles", "vehicles"},
      {"tanks", "vehicles"},        {"trucks", "vehicles"},    {"deaths", "killed"},
      {"fatalities", "killed"},     {"lives", "killed"},       {"dead", "killed"},
      {"casualties", "casualties"}, {"injuries", "wounded"},   {"wounded", "wounded"},
      {"جندي", "persons"},          {"جنديا", "persons"},      {"عسكري", "persons"},
      {"شخصا", "persons"},          {"شخص", "persons"},        {"مدنيا", "persons"},
      {"مقاتل", "persons"},         {"هجوم", "attacks"},       {"هجوما", "attacks"},
      {"هجمات", "attacks"},         {"قتيلا", "killed"},       {"صاروخ", "munitions"},
      {"صاروخا", "munitions"},      {"غاره", "strikes"},       {"جنود", "persons"},
      {"اشخاص", "persons"},         {"مدنيين", "persons"},     {"مدنيون", "persons"},
      {"عناصر", "persons"},         {"عنصرا", "persons"},      {"شرطيا", "persons"},
      {"صواريخ", "munitions"},      {"غارات", "strikes"},      {"dollars", "us-dollars"}};
  return kUnits;
}

}  // namespace

std::string unit_of(std::string_view noun) {
  const auto found = ledger_units().find(noun);
  return std::string(found == ledger_units().end() ? noun : found->second);
}

bool is_ledger_noun(std::string_view noun) {
  return ledger_units().contains(noun);
}

std::string slug(std::string_view text) {
  std::string out;
  for (const char c : folded(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c == '.' || c == '\'') continue;
    if (plain) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace handover::intake
