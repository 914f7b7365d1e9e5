// Invented sentences with counts and with speakers, with what they mean. They were written before the rules
// were tried on them.
#include "intake/counts.h"
#include "intake/quotations.h"
#include "intake/sentence_cases.h"

using namespace handover;
using namespace handover::intake;

namespace {

std::string counts_in(const char* text) {
  const Words words = words_of(text);
  std::string out;
  for (const CountMention& count :
       find_counts(words, find_dates(words, {parse_date("2024-07-24"), Genre::news}), {}))
    out += fmt::format("{}{} {}", out.empty() ? "" : "; ", count.number.ledger_value(), count.unit);
  return out;
}
std::string speakers_in(const char* text) {
  const Words words = words_of(text);
  std::string out;
  for (const Speech& speech : find_speech(words, {}, {})) {
    if (speech.direct && speech.rule != "quote.words")
      out += fmt::format("{}{}", out.empty() ? "" : "; ", speech.speaker.empty() ? "?" : speech.speaker);
  }
  return out;
}

constexpr Example kApproximate[] = {
    {"Some three dozen soldiers left the post.", "~36 persons"},
    {"Between 40 and 50 soldiers left the post.", "40..50 persons"},
    {"From 40 to 50 soldiers left the post.", "40..50 persons"},
    {"At least two soldiers left the post.", ">=2 persons"},
    {"A couple of hundred soldiers left the post.", "~200 persons"},
    {"A couple of soldiers left the post.", "~2 persons"},
    {"A pair of drones crossed the river.", "2 munitions"},
    {"A trio of drones crossed the river.", "3 munitions"},
    {"Upwards of 300 soldiers left the post.", ">300 persons"},
    {"Well over 300 soldiers left the post.", ">300 persons"},
    {"Slightly more than 300 soldiers left the post.", ">300 persons"},
    {"Just under 300 soldiers left the post.", "<300 persons"},
    {"Fewer than 300 soldiers left the post.", "<300 persons"},
    {"No more than 300 soldiers left the post.", "<=300 persons"},
    {"A maximum of 300 soldiers left the post.", "<=300 persons"},
    {"A minimum of 300 soldiers left the post.", ">=300 persons"},
    {"Up to 300 soldiers left the post.", "<=300 persons"},
    {"As many as 300 soldiers left the post.", "<=300 persons"},
    {"Around 300 soldiers left the post.", "~300 persons"},
    {"Something like 300 soldiers left the post.", "~300 persons"},
    {"Approximately 300 soldiers left the post.", "~300 persons"},
    {"An estimated 300 soldiers left the post.", "~300 persons"},
    {"300 or so soldiers left the post.", "~300 persons"},
    {"300-plus soldiers left the post.", ">300 persons"},
    {"300 or more soldiers left the post.", ">=300 persons"},
    {"Nearly 300 soldiers left the post.", "~300 persons"},
    {"Exactly 300 soldiers left the post.", "300 persons"},
    {"A total of 300 soldiers left the post.", "300 persons"},
    {"All 300 soldiers left the post.", "300 persons"},
    {"Not fewer than 300 soldiers left the post.", ">=300 persons"},
    {"More than half a million people fled.", ">500000 persons"},
};

constexpr Example kFigures[] = {
    {"2.5 thousand soldiers left the post.", "2500 persons"},
    {"2,500 soldiers left the post.", "2500 persons"},
    {"2.5k soldiers left the post.", "2500 persons"},
    {"Two and a half thousand soldiers left the post.", "2500 persons"},
    {"One and a half million people fled.", "1500000 persons"},
    {"A million and a half people fled.", "1500000 persons"},
    {"Two hundred and fifty-three soldiers left the post.", "253 persons"},
    {"Twelve hundred soldiers left the post.", "1200 persons"},
    {"Three to four thousand soldiers left the post.", "3000..4000 persons"},
    {"Two or three soldiers left the post.", "2..3 persons"},
    {"40-50 soldiers left the post.", "40..50 persons"},
    {"Dozens of soldiers left the post.", "dozens persons"},
    {"Hundreds of soldiers left the post.", "hundreds persons"},
    {"Several hundred soldiers left the post.", "hundreds persons"},
    {"Many thousands of people fled.", "thousands persons"},
    {"Tens of thousands of people fled.", "20000..99999 persons"},
    {"Scores of soldiers left the post.", "dozens persons"},
    {"Half a dozen soldiers left the post.", "6 persons"},
    {"A dozen soldiers left the post.", "12 persons"},
    {"A score of soldiers left the post.", "20 persons"},
    {"A hundred soldiers left the post.", "100 persons"},
    {"Nine out of 14 bridges were blown.", "9 bridges; 14 bridges"},
    {"Nine of the 14 bridges were blown.", "9 bridges; 14 bridges"},
    {"One in five soldiers left the post.", ""},
    {"He lost 45 per cent of the vote and $3.2 billion.", "45 percent; 3200000000 us-dollars"},
    {"They paid 3 million dollars and 40,000 euros.", "3000000 us-dollars; 40000 euros"},
    {"They walked 30 kilometres with 12 tons of wheat.", "30 kilometres; 12 tons"},
};

constexpr Example kCasualties[] = {
    {"The blast killed 12 and wounded 30.", "12 killed; 30 wounded"},
    {"The blast left 12 dead and 30 injured.", "12 killed; 30 wounded"},
    {"Twelve people died and thirty were hurt.", "12 killed; 30 wounded"},
    {"The death toll rose to 45.", "45 killed"},
    {"At least 45 people lost their lives.", ">=45 killed"},
    {"One soldier was killed and two others were wounded.", "1 killed; 2 wounded"},
    {"Some 30,000 people were displaced.", "~30000 displaced"},
    {"Police arrested 14 men.", "14 captured"},
};

constexpr Example kSpeakers[] = {
    {"“We shall stay until the work is done,” said Anna Lindqvist, a spokeswoman for the mission.",
     "Anna Lindqvist"},
    {"“We shall stay until the work is done,” Lindqvist said.", "Lindqvist"},
    {"“We shall stay until the work is done,” she said.", "she"},
    {"Colonel Tarek Haddad told reporters: “We shall stay until the work is done.”", "Colonel Tarek Haddad"},
    {"“We shall stay,” Haddad said, “until all of the work is done.”", "Haddad; Haddad"},
    {"In a statement, the ministry said “the work is far from done”.", "ministry"},
    {"The ministry's statement read: “The work is far from done.”", "ministry"},
    {"According to the governor, “the work is far from done”.", "governor"},
    {"“The work is far from done,” according to the governor.", "governor"},
    {"“The work is far from done,” the Iraqi prime minister, Karim Salih, told the assembly.",
     "Iraqi prime minister, Karim Salih"},
    {"Asked about the bridge, Lindqvist replied, “It will be mended by the spring.”", "Lindqvist"},
    {"Lindqvist, who leads the mission, warned that “the river will not wait for us”.", "Lindqvist"},
    {"‘We shall stay until the work is done,’ Lindqvist told the BBC.", "Lindqvist"},
    {"\"We shall stay until the work is done\", Lindqvist wrote on Monday.", "Lindqvist"},
    {"“It will not hold,” one officer said. “It was never meant to hold.”", "one officer; one officer"},
    {"“Will it hold through the winter?” asked Haddad.", "Haddad"},
    {"Lindqvist: “We shall stay until the work is done.”", "Lindqvist"},
    {"The sign said nothing. “We shall stay until the work is done.”", "?"},
};

}  // namespace

TEST_CASE("counts with words that approximate them") {
  check_all(kApproximate, counts_in);
}
TEST_CASE("counts in words and digits") {
  check_all(kFigures, counts_in);
}
TEST_CASE("counts of those killed and hurt") {
  check_all(kCasualties, counts_in);
}
TEST_CASE("who says a quotation, in many positions") {
  check_all(kSpeakers, speakers_in);
}
