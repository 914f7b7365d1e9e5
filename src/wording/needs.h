// What the needs module found, in sentences.
#pragma once

#include "needs/plan_needs.h"
#include "wording/catalogue.h"

#include <string>
#include <vector>

namespace handover::wording {

// Where the threat's figures come from.
std::string demand_words(const Mission& mission, const needs::ThreatDemand& demand,
                         const Catalogue& catalogue = Catalogue::english());
std::string binding_words(const Mission& mission, const needs::Binding& binding,
                          const Catalogue& catalogue = Catalogue::english());
std::string requirement_words(const Mission& mission, const needs::Requirement& requirement,
                              const Catalogue& catalogue = Catalogue::english());
std::string factor_words(needs::Factor factor, const Catalogue& catalogue = Catalogue::english());

// Each region's label, then the instruments in force: they name no regions, so that these are said once.
std::vector<std::string> legal_words(const Mission& mission, const needs::NeedsReport& report,
                                     const Catalogue& catalogue = Catalogue::english());
// By what right foreign forces are there, one line a kind of instrument; only the first kinds are a host's
// consent.
std::vector<std::string> instrument_words(const LegalFrame& frame,
                                          const Catalogue& catalogue = Catalogue::english());

// Who is left without a task.
std::string exposed_words(int zones, double population, double incidents_per_month,
                          const Catalogue& catalogue = Catalogue::english());
// Why a person is in the answer, without the site.
std::string audit_words(const Mission& mission, const needs::AuditLine& line,
                        const Catalogue& catalogue = Catalogue::english());
std::string change_words(const Mission& mission, const needs::TaskChange& change,
                         const Catalogue& catalogue = Catalogue::english());
std::string late_words(const needs::LateStep& late, const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
