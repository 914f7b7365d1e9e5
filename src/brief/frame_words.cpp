#include "brief/frame_words.h"

#include "brief/say.h"
#include "brief/words.h"
#include "charts/text.h"

namespace handover::brief {
namespace {

std::string readers_of(const View& view, Edition edition) {
  if (!is_own_side(edition))
    return edition == Edition::joint ? say("brief.for_both_sides") : say("brief.may_be_published");
  const std::string& party = edition == Edition::coalition ? view.coalition_name : view.host_name;
  return view.private_views.empty() ? say("frame.own_side_guesses", {{"party", party}})
                                    : say("frame.own_side", {{"party", party}});
}

// A language that nobody has read who writes it natively says so.
std::string unreviewed_words(const View& view) {
  const wording::Key note("brief.machine_translated");
  return view.language == "en" || spoken().reviewed(note.index()) ? "" : say(note);
}

}  // namespace

std::string edition_name(const View& view, Edition edition) {
  switch (edition) {
    case Edition::published:
      return say("edition.public");
    case Edition::joint:
      return say("edition.joint");
    case Edition::coalition:
      return say("edition.own", {{"party", view.coalition_name}});
    case Edition::host:
      break;
  }
  return say("edition.own", {{"party", view.host_name}});
}

std::string numbered(const FrameWords& words, const std::string& what, int number) {
  return charts::filled(words.numbered, what, wording::whole(number, words.locale));
}

FrameWords frame_words(const View& view, Edition edition, const LeftOut& left_out) {
  const WritingIn language(view.language);
  FrameWords words;
  words.known_as_of = say("brief.known_as_of", {{"day", view.as_of}});
  words.edition = edition_name(view, edition);
  words.readers = readers_of(view, edition);
  const std::string seed = std::to_string(view.seed);
  words.short_source = say("frame.source", {{"seed", seed}, {"version", view.version}, {"day", view.as_of}});
  words.source = view.sample.empty() ? words.short_source
                                     : say("frame.source_and_sample",
                                           {{"source", words.short_source}, {"sample", view.sample}});
  words.foot = say("frame.foot", {{"source", words.source},
                                  {"hash", view.inputs_sha256.substr(0, 16)},
                                  {"shares", say("brief.shares_are_counts")}});
  const int total = left_out.blocks + left_out.secret;
  if (total > 0 || left_out.reworded > 0)
    words.left_out = say("frame.left_out",
                         {{"edition", words.edition}, {"count", total}, {"reworded", left_out.reworded}});
  words.unreviewed = unreviewed_words(view);
  words.page = say("frame.page");
  words.assumed = say("word.assumed");
  words.sources = say("frame.sources");
  words.figure = say("frame.figure"), words.table = say("frame.table");
  words.numbered = say("frame.numbered", {{"what", "{0}"}, {"number", "{1}"}});
  words.locale = spoken().locale();
  words.depends_on = say("brief.it_depends_on"), words.annex = say("brief.evidence_annex");
  words.whole_answer = say("frame.whole_answer"), words.gates = say("brief.gates");
  words.right_to_left = spoken().direction() == wording::Direction::right_to_left;
  return words;
}

}  // namespace handover::brief
