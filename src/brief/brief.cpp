#include "brief/brief.h"

#include "base/files.h"
#include "brief/page.h"
#include "brief/say.h"
#include "brief/view_from.h"

#include <stdexcept>

#include <fmt/format.h>

namespace handover::brief {

View view_of(const Inputs& inputs) {
  if (inputs.mission == nullptr) throw std::logic_error("a brief needs a mission");
  const WritingIn language(inputs.language);
  View view;
  add_mission(inputs, view);
  add_evidence(*inputs.mission, view);
  add_threat(*inputs.mission, inputs.threat, view);
  add_needs(*inputs.mission, inputs.needs, view);
  add_partner(*inputs.mission, inputs.partner, view);
  add_talks(*inputs.mission, inputs.talks, view);
  add_timeline(*inputs.mission, inputs.timeline, view);
  add_statements(*inputs.mission, view);
  add_places(*inputs.mission, inputs.timeline, view);
  add_first_page(*inputs.mission, inputs.timeline, view);
  add_clauses(*inputs.mission, inputs.timeline, view);
  return view;
}

void refuse_private_views(const Mission& mission, Edition edition) {
  for (const PartyId party : mission.private_views) {
    if (may_hold_view_of(edition, mission.parties[party.index].side)) continue;
    throw InputError(Problem{
        .code = ProblemCode::wrong_option,
        .option = "--edition",
        .value = name_of(edition),
        .what = "cannot be made from a run with the private overlay of " + mission.parties[party.index].name,
        .hint = "run without --overlay; only a side's own edition may use that side's overlay"});
  }
}

void refuse_telling_names(const Mission& mission, Edition edition) {
  const auto telling = telling_name(mission, edition);
  if (!telling) return;
  throw InputError(Problem{.code = ProblemCode::wrong_option,
                           .option = "--edition",
                           .value = name_of(edition),
                           .what = fmt::format("cannot be made: {} '{}' holds '{}', a name of a site",
                                               telling->what, telling->name, telling->secret),
                           .hint = "rename the one or the other; or make a side's own edition"});
}

std::string brief_html(const Inputs& inputs, Edition edition) {
  return page_of(view_of(inputs), edition);
}

std::size_t write_brief(const Inputs& inputs, Edition edition, const std::filesystem::path& file) {
  const std::string page = brief_html(inputs, edition);
  write_file_atomically(file, page, is_own_side(edition) ? FileReaders::owner_only : FileReaders::as_usual);
  return page.size();
}

}  // namespace handover::brief
