#include "brief/publish.h"

#include <algorithm>
#include <iterator>

namespace handover::brief {
namespace {

constexpr Audience kAnybody = Audience::published, kTable = Audience::joint, kSide = Audience::own_side;

// One line a value, by the part of the run that it comes from. Those of each side alone are named where a
// reader of this table might look for them; leaving them out would say the same.
constexpr DeclaredKey kKeys[] = {
    {"mission", kAnybody},
    {"title", kAnybody},
    {"as_of", kAnybody},
    {"seed", kAnybody},
    {"version", kAnybody},
    {"inputs_sha256", kAnybody},
    {"edition", kAnybody},
    {"audience", kAnybody},
    {"brief", kSide},  // a path of this computer

    {"assumptions.key", kAnybody},
    {"assumptions.low", kAnybody},
    {"assumptions.mode", kAnybody},
    {"assumptions.high", kAnybody},
    {"assumptions.shape", kAnybody},
    {"assumptions.unit", kAnybody},
    {"assumptions.judgement", kAnybody},
    {"assumptions.reason", kAnybody},
    {"assumptions.source", kAnybody},

    {"doubtful.count", kAnybody},
    {"doubtful.rows.*", kSide},  // may name a site

    {"threat.streams.id", kAnybody},
    {"threat.streams.name", kAnybody},
    {"threat.streams.counted_by", kAnybody},
    {"threat.streams.has_daily", kAnybody},
    {"threat.streams.has_totals", kAnybody},
    {"threat.streams.per_month_now.*", kAnybody},
    {"threat.streams.incidents.*", kAnybody},
    {"threat.streams.killed.*", kAnybody},
    {"threat.streams.skill.*", kAnybody},
    {"threat.streams.levels.month", kAnybody},
    {"threat.streams.levels.level.*", kAnybody},
    {"threat.streams.levels.counted", kAnybody},
    {"threat.streams.notes", kAnybody},
    {"threat.streams.note_kinds", kAnybody},
    {"threat.streams.expected_next_30_days_by_zone.*", kSide},
    {"threat.patrons.id", kAnybody},
    {"threat.patrons.name", kAnybody},
    {"threat.patrons.on_now.*", kAnybody},
    {"threat.patrons.days_on.*", kAnybody},
    {"threat.patrons.on_by_day", kSide},
    {"threat.parameters.name", kAnybody},
    {"threat.parameters.stream", kAnybody},
    {"threat.parameters.estimate.*", kAnybody},
    {"threat.parameters.contraction", kAnybody},

    {"needs.persons", kAnybody},
    {"needs.engine", kAnybody},
    {"needs.gap", kAnybody},
    {"needs.threat_quantile", kAnybody},
    {"needs.threat_said_by", kAnybody},
    {"needs.threat_source", kAnybody},
    {"needs.legal", kAnybody},
    {"needs.legal_frame.*", kAnybody},
    {"needs.legal_frame.*.*", kAnybody},
    {"needs.assumed", kAnybody},
    {"needs.persons_by_function_and_region.*", kSide},  // by region it tells what protects a place
    {"needs.coverage.*", kSide},
    {"needs.dropped.*", kSide},
    {"needs.binding", Audience::nobody},  // what a site lacks
    {"needs.conflict", kSide},
    {"needs.binding_kinds.*", Audience::nobody},
    {"needs.conflict_kinds.*", kSide},

    {"partner.functions.function", kAnybody},
    {"partner.functions.rated", kAnybody},
    {"partner.functions.level.*", kAnybody},
    {"partner.functions.stands_alone", kAnybody},
    {"partner.functions.later.*", kAnybody},
    {"partner.verdicts.*", kAnybody},
    {"partner.notes", kAnybody},
    {"partner.note_kinds", kAnybody},

    {"talks.state", kAnybody},
    {"talks.in_state_for_days", kAnybody},
    {"talks.suspended_within_30_days.*", kAnybody},
    {"talks.suspended_within_90_days.*", kAnybody},
    {"talks.agreed_by_horizon.*", kAnybody},
    {"talks.collapsed_by_horizon.*", kAnybody},
    {"talks.expelled_by_horizon.*", kAnybody},
    {"talks.agreed_10", kAnybody},
    {"talks.agreed_50", kAnybody},
    {"talks.agreed_90", kAnybody},
    {"talks.rates.from", kAnybody},
    {"talks.rates.to", kAnybody},
    {"talks.rates.past_cases", kAnybody},
    {"talks.rates.own_events", kAnybody},
    {"talks.rates.contraction", kAnybody},
    {"talks.rates.label", kAnybody},
    {"talks.rates.basis", kAnybody},
    {"talks.no_agreement_yet.day", kAnybody},
    {"talks.no_agreement_yet.chance.*", kAnybody},
    {"talks.slip_label", kAnybody},
    {"talks.chance_of_deal", kSide},
    {"talks.gap.*", kSide},
    {"talks.issues.*", kSide},  // where somebody is predicted to give way
    {"talks.issues.settlement.*", kSide},

    {"agreement_map.mission_end", kAnybody},
    {"agreement_map.presence_end", kAnybody},
    {"agreement_map.presence_end_by_region.*", kAnybody},
    {"agreement_map.residual", kAnybody},
    {"agreement_map.residual.*", kAnybody},
    {"agreement_map.share_by_party.*", kAnybody},
    {"agreement_map.interval_by_party.*", kAnybody},
    {"agreement_map.joint", kAnybody},
    {"agreement_map.in_set", kAnybody},
    {"agreement_map.to_best.*", kAnybody},
    {"agreement_map.all_lines_hold", kAnybody},
    {"agreement_map.all_lines_hold_interval", kAnybody},
    {"agreement_map.interval", kAnybody},
    {"agreement_map.verdicts.*", kAnybody},
    {"agreement_map.harm.*.*", kAnybody},
    {"agreement_map.harm.by_region.*.*.*", kAnybody},
    {"agreement_map.share_by_red_line", kSide},
    {"agreement_map.plan", kSide},

    {"timeline.answer.confidence", kAnybody},
    {"timeline.answer.set.mission_end", kAnybody},
    {"timeline.answer.set.presence_end", kAnybody},
    {"timeline.answer.set.residual", kAnybody},
    {"timeline.answer.set.residual.*", kAnybody},
    {"timeline.answer.set.joint", kAnybody},
    {"timeline.answer.set.low", kAnybody},
    {"timeline.answer.set.high", kAnybody},
    {"timeline.answer.set.by_party.*.*", kAnybody},
    {"timeline.answer.set.all_lines_hold", kAnybody},
    {"timeline.answer.set.signed_by", kAnybody},
    {"timeline.answer.set.chance_signed", kAnybody},
    {"timeline.answer.set.joint_signed_or_not", kAnybody},
    {"timeline.answer.chosen.mission_end", kAnybody},
    {"timeline.answer.chosen.presence_end", kAnybody},
    {"timeline.answer.chosen.residual", kAnybody},
    {"timeline.answer.chosen.residual.*", kAnybody},
    {"timeline.answer.chosen.joint", kAnybody},
    {"timeline.answer.chosen.low", kAnybody},
    {"timeline.answer.chosen.high", kAnybody},
    {"timeline.answer.chosen.by_party.*.*", kAnybody},
    {"timeline.answer.chosen.all_lines_hold", kAnybody},
    {"timeline.answer.chosen.signed_by", kAnybody},
    {"timeline.answer.chosen.chance_signed", kAnybody},
    {"timeline.answer.chosen.joint_signed_or_not", kAnybody},
    {"timeline.answer.signed_by.*", kAnybody},
    {"timeline.answer.compared_with_baselines.baseline", kAnybody},
    {"timeline.answer.compared_with_baselines.unilateral", kAnybody},
    {"timeline.answer.compared_with_baselines.share.*", kAnybody},
    {"timeline.answer.compared_with_baselines.joint.*", kAnybody},
    {"timeline.answer.compared_with_baselines.harms.metric", kAnybody},
    {"timeline.answer.compared_with_baselines.harms.mean", kAnybody},
    {"timeline.answer.compared_with_baselines.harms.interval", kAnybody},
    {"timeline.answer.compared_with_baselines.harms.ordered", kAnybody},
    {"timeline.answer.separated.mission_end", kAnybody},
    {"timeline.answer.separated.signable", kAnybody},
    {"timeline.answer.separated.presence_end", kAnybody},
    {"timeline.answer.separated.residual", kAnybody},
    {"timeline.answer.separated.residual.*", kAnybody},
    {"timeline.answer.separated.to_best.*", kAnybody},
    {"timeline.answer.separated.separated_by.*", kSide},  // a red line
    {"timeline.answer.carried_by.*", kSide},
    {"timeline.answer.words", kSide},  // names the red line that carries it
    {"timeline.ablation.*", kSide},
    {"timeline.judged_otherwise.*", kSide},
    {"timeline.confidence", kAnybody},
    {"timeline.parties.*", kAnybody},
    {"timeline.chosen.mission_end", kAnybody},
    {"timeline.chosen.presence_end", kAnybody},
    {"timeline.chosen.presence_end_by_region.*", kAnybody},
    {"timeline.chosen.residual", kAnybody},
    {"timeline.chosen.residual.*", kAnybody},
    {"timeline.chosen.share_by_party.*", kAnybody},
    {"timeline.chosen.interval_by_party.*", kAnybody},
    {"timeline.chosen.joint", kAnybody},
    {"timeline.chosen.interval", kAnybody},
    {"timeline.chosen.harm.*.*", kAnybody},
    {"timeline.chosen.harm.by_region.*.*.*", kAnybody},
    {"timeline.price.mission_end", kAnybody},
    {"timeline.price.presence_end", kAnybody},
    {"timeline.price.residual", kAnybody},
    {"timeline.price.residual.*", kAnybody},
    {"timeline.price.against.mission_end", kAnybody},
    {"timeline.price.against.presence_end", kAnybody},
    {"timeline.price.against.residual", kAnybody},
    {"timeline.price.against.residual.*", kAnybody},
    {"timeline.price.plan_fixed", kAnybody},
    {"timeline.price.joint.*", kAnybody},
    {"timeline.price.harms.metric", kAnybody},
    {"timeline.price.harms.mean", kAnybody},
    {"timeline.price.harms.interval", kAnybody},
    {"timeline.price.harms.ordered", kAnybody},
    {"timeline.price.harms.tipping.*", kSide},  // among them what attacks achieve
    {"timeline.baselines.name", kAnybody},
    {"timeline.baselines.mission_end", kAnybody},
    {"timeline.baselines.joint", kAnybody},
    {"timeline.baselines.interval", kAnybody},
    {"timeline.baselines.share_by_party.*", kAnybody},
    {"timeline.baselines.harm.*.*", kAnybody},
    {"timeline.baselines.harm.by_region.*.*.*", kAnybody},
    {"timeline.plans.mission_end", kTable},
    {"timeline.plans.phases.earliest", kTable},
    {"timeline.plans.phases.latest", kTable},
    {"timeline.plans.phases.troops.*", kTable},
    {"timeline.plans.phases.name", kSide},  // may name a site, and has a date beside it
    {"timeline.gate_cards.planned", kAnybody},
    {"timeline.gate_cards.owner", kAnybody},
    {"timeline.gate_cards.conditions", kAnybody},
    {"timeline.gate_cards.evidence_age_days", kAnybody},
    {"timeline.gate_cards.passed_by_month.*", kAnybody},
    {"timeline.gate_cards.phase", kSide},
    {"timeline.gate_cards.reverses", kSide},
    {"timeline.gate_cards.passing_was_mistake.*", kSide},
    {"timeline.gate_cards.holding_was_mistake.*", kSide},
    {"timeline.breaks.party", kAnybody},
    {"timeline.breaks.base_rate", kAnybody},
    {"timeline.breaks.found", kAnybody},
    {"timeline.breaks.words", kSide},
    {"timeline.breaks.restrictions.*", kSide},
    {"timeline.information.*", kSide},
    {"timeline.branches.*", kSide},
    {"timeline.red_lines.*", kSide},
    {"timeline.budget.*", kAnybody},
};

std::vector<std::string_view> segments_of(std::string_view path, char between = '.') {
  std::vector<std::string_view> segments;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t dot = std::min(path.find(between, at), path.size());
    segments.push_back(path.substr(at, dot - at));
    at = dot + 1;
  }
  return segments;
}

struct Pattern {
  std::vector<std::string_view> segments;
  Audience audience;
  bool matches(const std::vector<std::string>& path) const {
    return std::equal(
        segments.begin(), segments.end(), path.begin(), path.end(),
        [](std::string_view wanted, const std::string& key) { return wanted == "*" || wanted == key; });
  }
};

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> made;
    for (const DeclaredKey& key : kKeys) made.push_back({segments_of(key.path), key.audience});
    return made;
  }();
  return all;
}

}  // namespace

std::span<const DeclaredKey> declared_keys() {
  return kKeys;
}

Audience audience_of_key(const std::vector<std::string>& path) {
  if (!path.empty() &&
      std::find(std::begin(kAnswerKeys), std::end(kAnswerKeys), path.front()) != std::end(kAnswerKeys)) {
    std::vector<std::string> below = {"timeline"};
    below.insert(below.end(), path.begin(), path.end());
    return audience_of_key(below);
  }
  // Where two declarations meet ("residual.*" and a name), the narrower holds.
  Audience audience = Audience::published;
  bool declared = false;
  for (const Pattern& pattern : patterns()) {
    if (!pattern.matches(path)) continue;
    audience = declared ? narrower(audience, pattern.audience) : pattern.audience;
    declared = true;
  }
  return declared ? audience : Audience::own_side;
}

bool may_hold_path(Edition edition, std::string_view path) {
  std::vector<std::string> keys;
  for (const std::string_view key : segments_of(path, '/')) {
    if (!key.empty()) keys.emplace_back(key);
  }
  if (!keys.empty() && keys.front() == "assumptions") return is_own_side(edition);
  return may_read(edition, audience_of_key(keys));
}

}  // namespace handover::brief
