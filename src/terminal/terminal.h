// Typed results as text for a terminal: tables in columns, a caption above each. Pure functions; lines may be
// longer than a terminal is wide, and whoever prints them folds them. Sentences that a page or a document
// shows too come from wording/.
#pragma once

#include "mission/plan.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace handover {
struct Mission;
class Priors;
}  // namespace handover
namespace handover::partner {
struct PartnerReport;
}
namespace handover::report {
struct BargainResult;
struct ComparisonRun;
struct EvidenceRun;
struct ImportRun;
struct NeedsRun;
struct PanelRun;
struct ReadoutRun;
struct ScoreRun;
struct TableLook;
struct TimingScores;
}  // namespace handover::report
namespace handover::simulate {
struct Batch;
struct Sensitivity;
}  // namespace handover::simulate
namespace handover::store {
struct RunRecord;
}
namespace handover::talks {
struct DurabilityReport;
struct ModelScore;
struct TalksReport;
struct TimingForecast;
}  // namespace handover::talks
namespace handover::threat {
struct PanelForecast;
struct ThreatReport;
}  // namespace handover::threat
namespace handover::timeline {
struct HindcastReport;
struct StatusReport;
struct TimelineReport;
}  // namespace handover::timeline

namespace handover::terminal {

// The mission and its modules.
std::string evidence_text(const Mission& mission, const report::EvidenceRun& run);
std::string threat_text(const Mission& mission, const threat::ThreatReport& report);
std::string panel_text(const report::PanelRun& run, const threat::PanelForecast& result);
std::string priors_text(const Priors& priors);
std::string score_text(const report::ScoreRun& run);
// `audit`: with the trail that names sites; not for publication.
std::string needs_text(const Mission& mission, const report::NeedsRun& run, std::uint64_t seed, bool audit);
std::string partner_text(const Mission& mission, const partner::PartnerReport& report, std::uint64_t seed);
std::string talks_text(const talks::TalksReport& report, const std::vector<talks::TimingForecast>& timing);
std::string durability_text(const std::vector<talks::DurabilityReport>& groups);
std::string timing_text(const std::vector<report::TimingScores>& files);
std::string readout_text(const report::ReadoutRun& run);
std::string bargain_text(const report::BargainResult& result);
std::string bargain_models_text();
std::string record_text(const std::vector<talks::ModelScore>& scores, std::size_t cases);

// Simulation and plans.
std::string batch_text(const Mission& mission, const nlohmann::ordered_json& document,
                       const simulate::Batch& batch);
std::string comparison_text(const report::ComparisonRun& run, const std::vector<Metric>& metrics);
std::string assumption_keys_text();
std::string sensitivity_text(const Mission& mission, const Plan& plan, std::uint64_t seed,
                             const simulate::Sensitivity& result, const std::vector<Metric>& metrics);
// A search, or the stress of one plan.
std::string timeline_text(const timeline::TimelineReport& report, const Mission& mission);
std::string status_text(const timeline::StatusReport& report);
std::string hindcast_text(const timeline::HindcastReport& report);

// Files and kept runs.
std::string import_text(const report::ImportRun& run, bool dry_run);
std::string look_text(const report::TableLook& look);
std::string run_text(const store::RunRecord& run);
std::string runs_text(const std::vector<store::RunRecord>& runs);

}  // namespace handover::terminal
