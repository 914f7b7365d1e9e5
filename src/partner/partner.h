// The partner module (working group 3). Takes a mission's ordinal ratings (unit, function, day, assessor,
// coverage); gives what each function can do alone, how much of that is prior, how old it is, where assessors
// disagree, which inspection would teach most, and each body's verdict under its own rule. Ratings are never
// averaged.
#pragma once

#include "mission/mission.h"
#include "numerics/statistics.h"
#include "partner/fitted_model.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::partner {

struct AssessOptions {
  int threads = 1;
  int chains = 4;
  int warm_up = 300;
};

// `draws` equally likely posterior draws (at least 1). Functions without ratings follow the pooled prior. A
// mission without functions gives draws without levels.
FittedPartner assess_partner(const Mission& mission, Seed seed, int draws);
FittedPartner assess_partner(const Mission& mission, Seed seed, int draws, const AssessOptions& options);

// How much of a quantity's spread the data took away: 1 - posterior variance / prior variance. Below 0.2 the
// figure is assumed rather than estimated.
struct Learned {
  double mean = 0.0;
  Interval interval;  // 90 %
  double contraction = 0.0;
  bool assumed() const { return contraction < 0.2; }
};

struct UnitFunction {
  UnitId unit;
  FunctionId function;
  Learned level;                     // latent, "alone" is 0
  double stands_alone = 0.0;         // chance, today
  std::vector<double> level_chance;  // by level of the scale
  int ratings = 0;
  Date last_rated{};
  int days_old = 0;
  double doubt_then = 0.0;  // variance of the level when last rated / today's, both from all ratings
  // Share of the doubt that its own ratings took away: 1 - variance / the variance of a unit with the same
  // days that nobody rated, given what the other ratings say of its function (or of all functions, where
  // nobody else is rated for its own). About: what is pooled is taken as it is with its own ratings in.
  double own_contraction = 0.0;
  std::string last_level, last_assessor;
};

struct FunctionOutlook {
  FunctionId function;
  std::optional<UnitId> weakest;  // most often, over the draws
  Learned level;                  // of the weakest unit that holds the function
  double stands_alone = 0.0;
  bool rated = false;
  struct Later {
    int months = 0;
    double mentored = 0.0, alone = 0.0;  // chance of standing alone with today's advising kept, and with none
    // Half width of the 90 % interval of the level that will then be known, an independent rating every half
    // year: with today's advisers beside it, and with none (the rating sees less).
    double known_within_mentored = 0.0, known_within_alone = 0.0;
  };
  std::vector<Later> later;
  Learned growth_per_year, decay_per_year;
};

struct AssessorView {
  AssessorId assessor;
  Learned bias;
  bool estimated = false;  // false: no rating of another assessor near any of its own, so this is the prior
  int ratings = 0, overlaps = 0;
  Learned noise;
};

// Two assessors on the same unit and function within half a year, at different levels.
struct Disagreement {
  UnitId unit;
  FunctionId function;
  AssessorId higher, lower;
  std::string higher_level, lower_level;
  Date higher_on{}, lower_on{};
};

// What one independent inspection that sees everything would tell, on average, about whether the function
// stands alone: mutual information in bits (at most 1).
struct Inspection {
  UnitId unit;
  FunctionId function;
  double bits = 0.0;
  double now_unsure = 0.0;  // entropy of "stands alone" today, in bits
};

// Whether a rule's condition holds often enough. Too close: the rule's own threshold lies inside the Monte
// Carlo interval of the chance, so that another seed could answer otherwise.
enum class Answer { yes, no, too_close };

struct Verdict {
  std::string rule, words, body;  // of the rule
  FunctionId function;
  double chance = 0.0;     // that the rule's condition holds, over the posterior
  Interval interval;       // of that chance: Monte Carlo error at the draws' effective number, 90 %
  double threshold = 0.0;  // the rule's own, of the chance
  Answer answer = Answer::no;
  bool illustrative = false;  // the mission states no rule; this one is the scale's own
  bool rated = false;         // some unit is rated for the function; else its level is the pooled prior's
  bool progress = false;      // the rule asks whether the level rose since a day
  // A level can be guessed from the other functions; whether it moved cannot, where nobody ever looked.
  bool known() const { return rated || !progress; }
};

// What a body itself last said of each function, counted: beside its rule's verdicts, which rest on
// everybody's ratings. One unit's rating a function: the lowest.
struct OwnTally {
  AssessorId assessor;
  std::vector<int> functions;  // [level of the scale]
};

struct Diagnostics {
  double worst_r_hat = 1.0;
  double least_effective = 0.0;
  int divergences = 0, draws = 0, chains = 0;
  double acceptance = 0.0, seconds = 0.0;
  std::string worst_quantity;
};

// What a reader should know was assumed.
enum class NoteKind {
  no_ratings,              // every figure is the prior's
  bias_is_prior,           // of the assessor: nobody else rated near it
  function_unrated,        // its level is the pooled prior's
  decay_is_prior,          // once advisers have gone: no rating yet shows it
  sight_without_advisers,  // how much such ratings see is a judgement: `coverage_without_advisers`
  scale_rule_shown         // no body's rule is stated
};
struct Note {
  NoteKind kind = NoteKind::no_ratings;
  std::optional<AssessorId> assessor = {};
  std::optional<FunctionId> function = {};
};
std::string_view name_of(NoteKind kind);  // "no_ratings"

struct PartnerReport {
  std::vector<UnitFunction> unit_functions;
  std::vector<FunctionOutlook> functions;
  std::vector<AssessorView> assessors;
  std::vector<Disagreement> disagreements;
  std::vector<Inspection> inspections;  // best first
  std::vector<Verdict> verdicts;
  std::vector<OwnTally> own_tallies;       // of the bodies that have a rule and rate
  std::vector<Learned> thresholds;         // latent, between neighbouring levels
  double coverage_without_advisers = 1.0;  // of later ratings, against those beside advisers: prior mean
  Interval coverage_interval;              // 90 %
  Diagnostics diagnostics;
  std::vector<Note> notes;  // what was assumed
};
// Draws behind a report that people read, for whichever command asks.
inline constexpr int kReportDraws = 2000;

PartnerReport report_partner(const Mission& mission, Seed seed, int draws, const AssessOptions& options = {});

// The report and the fitted model from one posterior, so that what is read and what is simulated rest on the
// same draws: max(kReportDraws, draws) of them behind the report, `draws` of these, evenly spaced, in the
// fitted model.
struct PartnerAssessment {
  FittedPartner fitted;
  PartnerReport report;
};
PartnerAssessment assess_and_report(const Mission& mission, Seed seed, int draws,
                                    const AssessOptions& options = {});

}  // namespace handover::partner
