// What each module found, as JSON. One function for each report, used by `run` and by the module's own
// command, so that a figure has one name wherever it is printed.
#pragma once

#include "base/dates.h"
#include "mission/mission.h"
#include "needs/needs.h"
#include "numerics/statistics.h"
#include "partner/partner.h"
#include "report/options.h"
#include "talks/talks.h"
#include "threat/threat.h"

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace handover::report {

using Json = nlohmann::ordered_json;

// A document as text, on one line when `indent` is -1. Bytes that are no UTF-8 become replacement characters.
std::string json_text(const Json& document, int indent);

Json document_of(const talks::TalksReport& report);
// Aggregated by function and region: nothing in it names a site.
Json document_of(const LegalFrame& frame);
Json document_of(const needs::NeedsReport& report, const Mission& mission);
// Names sites: only on request, never in anything published.
Json audit_document_of(const needs::NeedsReport& report, const Mission& mission);
std::string_view words_of(needs::Stop stop);
Json document_of(const partner::PartnerReport& report, const Mission& mission);
Json document_of(const threat::ThreatReport& report, const Mission& mission);

// What a mission holds that is allowed and seldom meant.
Json doubts_document(const Mission& mission);

Json priors_document(const Priors& priors);
// What each unit can do alone, as SVG.
std::string partner_svg(const Mission& mission, const partner::PartnerReport& report, std::uint64_t seed);

// What every document begins with: mission, as-of date, seed, version, hash of the inputs.
Json head_of(const Mission& mission, const CommonOptions& common);

// The mission's assumptions, each with range, reason and source.
Json assumptions_document(const Mission& mission);

inline Json month_or_null(const std::optional<Month>& month) {
  return month ? Json(to_string(*month)) : Json(nullptr);
}
inline Json pair_of(const Interval& interval) {
  return {interval.low, interval.high};
}

}  // namespace handover::report
