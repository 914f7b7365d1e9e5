// What the threat, partner and talks modules say beside their figures, in sentences.
#pragma once

#include "partner/partner.h"
#include "talks/hindcast.h"
#include "talks/record.h"
#include "talks/talks.h"
#include "threat/report.h"
#include "wording/catalogue.h"

#include <string>
#include <vector>

namespace handover::wording {

std::string note_words(const threat::StreamReport& stream, const threat::StreamNote& note,
                       const Catalogue& catalogue = Catalogue::english());
// Which row is not used, and why.
std::string what_is_not_used(const Mission& mission, const threat::NotUsed& row,
                             const Catalogue& catalogue = Catalogue::english());
std::string why_not_used(const threat::NotUsed& row, const Catalogue& catalogue = Catalogue::english());

std::string note_words(const Mission& mission, const partner::PartnerReport& report,
                       const partner::Note& note, const Catalogue& catalogue = Catalogue::english());

std::string note_words(const talks::TalksReport& report, const talks::Note& note,
                       const Catalogue& catalogue = Catalogue::english());
// How much a rate owes to data.
std::string label_words(const talks::RateReport& rate, const Catalogue& catalogue = Catalogue::english());
std::string slip_label_words(const talks::TalksReport& report,
                             const Catalogue& catalogue = Catalogue::english());
std::string response_words(talks::Response response, const Catalogue& catalogue = Catalogue::english());
// "in session", "suspended".
std::string state_words(TalksState state, const Catalogue& catalogue = Catalogue::english());
// How a forecast of the day of agreement comes about.
std::string timing_words(const talks::TimingForecast& forecast,
                         const Catalogue& catalogue = Catalogue::english());
// Why a model has no forecast of an issue, and how its rounds ended.
std::string unavailable_words(talks::Unavailable why, const Catalogue& catalogue = Catalogue::english());
std::string ending_words(const talks::Ending& ending, const Catalogue& catalogue = Catalogue::english());
// A model's record against the yardstick's.
std::string verdict_words(const talks::ModelScore& score, const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
