#include "mission/assumption_keys.h"

namespace handover {
namespace {

// What attacks, strikes and reversals do, and how those who attack answer, is read by each side alone.
constexpr Audience kOwnSide = Audience::own_side, kAnybody = Audience::published;

constexpr std::string_view kLogRatio = "log rate ratio";
constexpr std::string_view kTransitions =
    "Fetzer, Souza, Vanden Eynde & Wright 2021, Security Transitions, American Economic Review 111(7)";
constexpr std::string_view kWaiting =
    "Fetzer et al. 2021 (strategic waiting); Schelling 1966, Arms and Influence";
constexpr std::string_view kRetaliation =
    "Jaeger & Paserman 2008, The Cycle of Violence?, American Economic Review 98(4); Haushofer, Biletzki & "
    "Kanwisher 2010, PNAS 107(42)";
constexpr std::string_view kTargeting =
    "Kocher, Pepinsky & Kalyvas 2011, American Journal of Political Science 55(2), finds more violence after "
    "air strikes; Jordan 2009, Security Studies 18(4), finds no lasting deterrence; Abrahms & Mierau 2017; "
    "sign disputed";
constexpr std::string_view kDisplacement =
    "Melander, Oberg & Hall 2009; Ibanez & Velez 2008; size is the mission's judgement";
constexpr std::string_view kCasualtySensitivity =
    "Mueller 1973, War, Presidents and Public Opinion; Gartner & Segura 1998, Journal of Conflict "
    "Resolution 42(3)";
constexpr std::string_view kConsent =
    "Sebastian & Gorur 2018, UN Peacekeeping and Host-State Consent, Stimson Center";
constexpr std::string_view kOversight =
    "SIGAR quarterly reports 2021-2022 and GAO-20-567: forces lost capability once enablers had gone";
constexpr std::string_view kCollateral =
    "Condra & Shapiro 2012, Who Takes the Blame?, American Journal of Political Science 56(1)";
constexpr std::string_view kTalks =
    "rates that respond to events: Norris 1997, Markov Chains, chapter 2, with covariates as in Cox 1972; "
    "sizes "
    "are the mission's judgement";
constexpr std::string_view kDeadline =
    "Roth, Murnighan & Schoumaker 1988, The Deadline Effect in Bargaining, "
    "American Economic Review 78(4)";
constexpr std::string_view kDurability =
    "the record of past talks: two of eight that collapsed were taken up again within a year, none of ten "
    "hosts that expelled asked back within a year";
constexpr std::string_view kContractors =
    "SIGAR's audit of the Afghan air forces, January 2021 (released January 2022): they could not keep their "
    "aircraft going without contractors; size is the mission's judgement";
constexpr std::string_view kSuccessor =
    "ACLED 2022, Wagner Group Operations in Africa, for the sign on civilians; sizes are the mission's "
    "judgement";
constexpr std::string_view kNone = "none: a judgement of the mission's author";

// One line a key, in the order of Effect.
constexpr AssumptionKey kKeys[] = {
    {Effect::exposure_elasticity, "exposure_elasticity", kOwnSide, "power", 0.0, 2.0, "exposure",
     "Attacks on foreign troops scale with (troops there / troops there today) to this power",
     "exposure as an offset: Held, Hoehle & Hofmann 2005; the power is a judgement"},
    {Effect::insurgent_response_to_handover, "insurgent_response_to_handover", kOwnSide, kLogRatio, -2.0, 2.0,
     "handover", "Insurgent attacks once all tasks of the coalition are the host's; in proportion before",
     kTransitions},
    {Effect::insurgent_response_to_closure, "insurgent_response_to_closure", kOwnSide, kLogRatio, -2.0, 2.0,
     "closure", "Insurgent attacks in a zone once its last site has closed", kTransitions},
    {Effect::closure_effect_half_life_days, "closure_effect_half_life_days", kOwnSide, "days", 7.0, 3650.0,
     "closure", "Half-life of the response to a closure; left out, the response lasts", kTransitions},
    {Effect::insurgent_response_to_withdrawal, "insurgent_response_to_withdrawal", kOwnSide, kLogRatio, -2.0,
     2.0, "withdrawal",
     "Insurgent attacks in a region that all its foreign troops have left; in proportion before",
     kTransitions},
    {Effect::adversary_waiting, "adversary_waiting", kOwnSide, kLogRatio, -2.0, 2.0, "waiting",
     "Insurgent attacks between the day an end is agreed or begun and the last departure", kWaiting},
    {Effect::adversary_return, "adversary_return", kOwnSide, kLogRatio, -2.0, 2.0, "waiting",
     "Insurgent attacks everywhere after the last departure", kWaiting},
    {Effect::militia_waiting, "militia_waiting", kOwnSide, kLogRatio, -3.0, 2.0, "militia_waiting",
     "Militia attacks between the day an end is agreed or begun and the last departure", kWaiting},
    {Effect::militia_response_to_presence, "militia_response_to_presence", kOwnSide, kLogRatio, -2.0, 3.0,
     "militia_presence", "Militia attacks while foreign troops stay past the plan's end of the mission",
     kNone},
    {Effect::relabel_effect_on_militia, "relabel_effect_on_militia", kOwnSide, kLogRatio, -3.0, 2.0,
     "relabel",
     "Militia attacks when all troops serve under another label than the coalition's; in proportion before",
     kNone},
    {Effect::strike_after_lethal_attack, "strike_after_lethal_attack", kOwnSide, "chance", 0.0, 1.0,
     "strikes", "Chance that an attack which kills foreign troops is answered by a strike on host soil",
     kRetaliation},
    {Effect::strike_after_any_attack, "strike_after_any_attack", kOwnSide, "chance", 0.0, 1.0, "strikes",
     "Chance that an attack on foreign troops which kills nobody is answered by a strike", kRetaliation},
    {Effect::strike_delay_days, "strike_delay_days", kOwnSide, "days", 1.0, 60.0, "strikes",
     "Mean days from an attack to the strike that answers it; left out, the next day", kRetaliation},
    {Effect::militia_retaliation_per_strike, "militia_retaliation_per_strike", kOwnSide, "attacks", 0.0, 20.0,
     "retaliation", "Attacks on foreign troops that each strike brings, beyond what the threat module fitted",
     kRetaliation},
    {Effect::retaliation_delay_days, "retaliation_delay_days", kOwnSide, "days", 1.0, 120.0, "retaliation",
     "Mean days from a strike to an attack it brings; left out, the next day", kRetaliation},
    {Effect::militia_deterrence_per_strike, "militia_deterrence_per_strike", kOwnSide, kLogRatio, -2.0, 2.0,
     "deterrence", "Militia attacks right after a strike: below zero deters, above zero inflames",
     kTargeting},
    {Effect::deterrence_half_life_days, "deterrence_half_life_days", kOwnSide, "days", 1.0, 365.0,
     "deterrence", "Half-life of the effect of a strike; left out, deterrence is off", kTargeting},
    {Effect::war_abroad_starts_per_year, "war_abroad_starts_per_year", kAnybody, "per year", 0.0, 12.0,
     "war_abroad", "Rate at which a war abroad begins (or begins again) that moves the patrons", kNone},
    {Effect::war_abroad_ends_per_year, "war_abroad_ends_per_year", kAnybody, "per year", 0.0, 12.0,
     "war_abroad", "Rate at which a war abroad ends", kNone},
    {Effect::militia_response_to_war_abroad, "militia_response_to_war_abroad", kOwnSide, kLogRatio, -2.0, 3.0,
     "war_abroad", "Militia attacks while a war abroad lasts, beyond the patrons' switching", kNone},
    {Effect::regional_shocks_per_year, "regional_shocks_per_year", kOwnSide, "per year", 0.0, 12.0, "shocks",
     "Rate of regional shocks (a neighbour's collapse, a prison break) that strengthen insurgents", kNone},
    {Effect::shock_effect_on_insurgents, "shock_effect_on_insurgents", kOwnSide, kLogRatio, -2.0, 3.0,
     "shocks", "Insurgent attacks right after a shock", kNone},
    {Effect::shock_half_life_days, "shock_half_life_days", kOwnSide, "days", 7.0, 3650.0, "shocks",
     "Half-life of a shock; left out, shocks are off", kNone},
    {Effect::pressure_today, "pressure_today", kAnybody, "0 to 1", 0.0, 1.0, "pressure",
     "Domestic pressure on the host to end the mission, at the as-of date", kConsent},
    {Effect::pressure_per_strike, "pressure_per_strike", kOwnSide, "share of the room left", 0.0, 1.0,
     "pressure", "How far each strike on host soil moves the pressure towards 1", kConsent},
    {Effect::pressure_per_civilian_killed_by_strike, "pressure_per_civilian_killed_by_strike", kOwnSide,
     "share of the room left", 0.0, 1.0, "pressure",
     "How far each civilian killed in a strike moves the pressure towards 1", kCollateral},
    {Effect::pressure_near_election, "pressure_near_election", kAnybody, "added level", 0.0, 1.0, "pressure",
     "Pressure added within 90 days of an election", kConsent},
    {Effect::pressure_half_life_days, "pressure_half_life_days", kAnybody, "days", 1.0, 3650.0, "pressure",
     "Half-life of pressure; left out, it does not fade", kConsent},
    {Effect::uncovered_task_effect_on_insurgents, "uncovered_task_effect_on_insurgents", kOwnSide, kLogRatio,
     -1.0, 2.0, "uncovered",
     "Insurgent attacks when all tasks lie uncovered; in proportion to the share that does", kOversight},
    {Effect::uncovered_task_effect_on_host_deaths, "uncovered_task_effect_on_host_deaths", kOwnSide,
     kLogRatio, -1.0, 2.0, "uncovered",
     "Host-force deaths an attack, when all tasks lie uncovered; in proportion before", kOversight},
    {Effect::uncovered_task_effect_on_civilian_deaths, "uncovered_task_effect_on_civilian_deaths", kOwnSide,
     kLogRatio, -1.0, 2.0, "uncovered",
     "Civilian deaths an attack, when all tasks lie uncovered; in proportion before", kOversight},
    {Effect::below_protection_effect_on_coalition_deaths, "below_protection_effect_on_coalition_deaths",
     kOwnSide, kLogRatio, -1.0, 3.0, "protection",
     "Foreign troops killed an attack, while those left are below force protection", kNone},
    {Effect::displaced_per_civilian_killed, "displaced_per_civilian_killed", kAnybody, "persons", 0.0,
     10000.0, "displacement", "Persons displaced for each civilian killed, on average", kDisplacement},
    {Effect::mentoring_kept_from_afar, "mentoring_kept_from_afar", kAnybody, "share", 0.0, 1.0, "mentoring",
     "Share of today's mentoring that goes on from outside once it has ended inside", kOversight},
    {Effect::reversal_delay_days, "reversal_delay_days", kOwnSide, "days", 0.0, 730.0, "reversal",
     "Days from a reversal's trigger to troops back in place; left out, steps are never reversed", kNone},
    {Effect::reversal_refused, "reversal_refused", kOwnSide, "chance", 0.0, 1.0, "reversal",
     "Chance that the host or the coalition's parliament refuses a return", kConsent},
    {Effect::steps_wait_while_suspended, "steps_wait_while_suspended", kAnybody, "chance", 0.0, 1.0,
     "suspension", "Chance that a review which falls into a suspension of the talks is put off", kNone},
    {Effect::steps_stop_after_collapse, "steps_stop_after_collapse", kAnybody, "chance", 0.0, 1.0,
     "suspension", "Chance that a collapse of the talks ends the plan: no further step is taken", kNone},
    {Effect::expulsion_days_to_leave, "expulsion_days_to_leave", kOwnSide, "days", 1.0, 730.0, "expulsion",
     "Days from an expulsion to the last departure; left out, expulsion changes the talks alone", kConsent},
    {Effect::early_exit_per_coalition_death, "early_exit_per_coalition_death", kOwnSide, "chance", 0.0, 1.0,
     "early_exit", "Chance that one death makes the coalition's home decide to leave at once",
     kCasualtySensitivity},
    {Effect::early_exit_days_to_leave, "early_exit_days_to_leave", kOwnSide, "days", 1.0, 730.0, "early_exit",
     "Days from such a decision to the last departure; left out, early exit is off", kCasualtySensitivity},
    {Effect::suspension_per_coalition_death, "suspension_per_coalition_death", kOwnSide, kLogRatio, -5.0, 5.0,
     "talks", "Rate of suspension of the talks, for each coalition death in the last 30 days", kTalks},
    {Effect::suspension_per_strike, "suspension_per_strike", kOwnSide, kLogRatio, -5.0, 5.0, "talks",
     "Rate of suspension of the talks, for each strike on host soil in the last 30 days", kTalks},
    {Effect::agreement_per_gap, "agreement_per_gap", kAnybody, kLogRatio, -10.0, 10.0, "talks",
     "Rate of agreement, over the whole gap between the sides' positions", kTalks},
    {Effect::agreement_near_deadline, "agreement_near_deadline", kAnybody, kLogRatio, -5.0, 5.0, "talks",
     "Rate of agreement near an election, an anniversary or a mandate's end", kDeadline},
    {Effect::expulsion_per_pressure, "expulsion_per_pressure", kOwnSide, kLogRatio, -10.0, 10.0, "talks",
     "Rate of expulsion, over the whole range of domestic pressure", kConsent},
    {Effect::expulsion_per_strike, "expulsion_per_strike", kOwnSide, kLogRatio, -5.0, 5.0, "talks",
     "Rate of expulsion, for each strike on host soil in the last 30 days", kConsent},
    {Effect::collapse_per_gap, "collapse_per_gap", kAnybody, kLogRatio, -10.0, 10.0, "talks",
     "Rate of collapse of the talks, over the whole gap between the sides' positions", kTalks},
    {Effect::agreement_breaks_per_year, "agreement_breaks_per_year", kAnybody, "per year", 0.0, 4.0,
     "durability",
     "Rate at which an agreement that stands is broken or reopened, mean of its first five years: six times "
     "that in the first month, a quarter of it from the third year on; its steps wait until it is renewed",
     "Kaplan & Meier 1958 on the UCDP Peace Agreement Dataset 22.1 (Hogbladh 2011), talks/durability.h: 0.08 "
     "for all 336 agreements, 0.05 for full ones, 0.16 where talks go on"},
    {Effect::collapsed_talks_reopen_per_year, "collapsed_talks_reopen_per_year", kAnybody, "per year", 0.0,
     6.0, "durability", "Rate at which talks that collapsed are taken up again", kDurability},
    {Effect::expelled_asked_back_per_year, "expelled_asked_back_per_year", kOwnSide, "per year", 0.0, 4.0,
     "durability", "Rate at which a host that threw the mission out asks it to stay or to come back",
     kDurability},
    {Effect::evacuation_gap_effect_on_deaths, "evacuation_gap_effect_on_deaths", kOwnSide, kLogRatio, 0.0,
     2.0, "consequences",
     "Deaths of foreign and host troops an attack, when nobody able evacuates the wounded; in proportion "
     "before",
     "Kotwal et al. 2016, The Effect of a Golden Hour Policy, JAMA Surgery 151(1): killed in action fell "
     "from "
     "16.0 to 9.9 % of casualties once evacuation within the hour was ordered, a log ratio of 0.48"},
    {Effect::hunting_gap_effect_on_insurgents, "hunting_gap_effect_on_insurgents", kOwnSide, kLogRatio, -0.5,
     2.0, "consequences",
     "Insurgent attacks when nobody able provides intelligence and fires; in proportion before",
     "Johnston 2012, Does Decapitation Work?, International Security 36(4), for the sign; size is the "
     "mission's judgement"},
    {Effect::sustainment_gap_stops_tasks, "sustainment_gap_stops_tasks", kOwnSide, "share", 0.0, 1.0,
     "consequences",
     "Share of the other tasks that stops when nobody able sustains them; in proportion before", kOversight},
    {Effect::reaction_gap_effect_on_coalition_deaths, "reaction_gap_effect_on_coalition_deaths", kOwnSide,
     kLogRatio, 0.0, 3.0, "consequences",
     "Foreign troops killed an attack, when nobody able comes to their help; in proportion before", kNone},
    {Effect::attacks_move_to_places_left, "attacks_move_to_places_left", kOwnSide, "share", 0.0, 1.0,
     "substitution",
     "Share of the attacks on a place that foreign troops have left which goes to the places that are left",
     "Enders & Sandler 1993, American Political Science Review 87(4), on substitution between targets; "
     "Guerette & Bowers 2009, Criminology 47(4): about a quarter of observations displaced"},
    {Effect::background_drift, "background_drift", kAnybody, "log variance a year", 0.0, 4.0, "drift",
     "How fast the background of each stream without a patron drifts; left out, at the pace of the threat "
     "module (0.45)",
     "bench/peers/threat_level_drift.py: levels of 35 to 60 published series"},
    {Effect::plan_undone_without_trigger, "plan_undone_without_trigger", kAnybody, "chance", 0.0, 1.0,
     "reversal",
     "Chance that the latest step is put back, within a year and a half of the first, by a decision that "
     "none "
     "of the plan's own triggers prompts (another government, other talks); the plan ends with it",
     "the record of past handovers: two of 99 undone, Malta 1972 at once and Somalia 2020 after 16 months"},
    {Effect::contractor_departure_effect_on_functions, "contractor_departure_effect_on_functions", kOwnSide,
     "ability", 0.0, 5.0, "contractors",
     "How far a function that contractors keep going falls once all of them have left; they leave as the "
     "troops do",
     kContractors},
    {Effect::clearance_days, "clearance_days", kOwnSide, "days", 0.0, 730.0, "clearances",
     "Days from the as-of date until flights and equipment are cleared; no step that takes troops from there "
     "is done before",
     kNone},
    {Effect::successor_mentoring, "successor_mentoring", kOwnSide, "share", 0.0, 1.0, "successor",
     "Share of today's mentoring that a power which moves in gives once the guests have left", kSuccessor},
    {Effect::successor_effect_on_insurgents, "successor_effect_on_insurgents", kOwnSide, kLogRatio, -2.0, 2.0,
     "successor", "Insurgent attacks once the guests have left and another power has moved in", kSuccessor},
    {Effect::successor_effect_on_civilian_deaths, "successor_effect_on_civilian_deaths", kOwnSide, kLogRatio,
     -1.0, 2.0, "successor",
     "Civilian deaths an attack once the guests have left and another power has moved in", kSuccessor},
    {Effect::talks_near_meeting, "talks_near_meeting", kAnybody, kLogRatio, -5.0, 5.0, "talks",
     "Rates of coming into session and of agreement in the thirty days from an announced meeting on", kTalks},
};
static_assert(std::size(kKeys) == kEffects, "every effect has one line in the table");

constexpr bool follows_effects() {
  for (std::size_t i = 0; i < kEffects; ++i) {
    if (kKeys[i].effect != static_cast<Effect>(i)) return false;
  }
  return true;
}
static_assert(follows_effects(), "the table follows the order of Effect");

}  // namespace

std::span<const AssumptionKey, kEffects> assumption_keys() {
  return std::span<const AssumptionKey, kEffects>(kKeys);
}

const AssumptionKey& key_of(Effect effect) {
  return kKeys[static_cast<std::size_t>(effect)];
}

std::optional<Effect> effect_named(std::string_view key) {
  for (const AssumptionKey& entry : kKeys) {
    if (entry.key == key) return entry.effect;
  }
  return std::nullopt;
}

Audience audience_of_assumption(std::string_view key) {
  const auto effect = effect_named(key);
  if (!effect) return Audience::own_side;
  return key_of(*effect).audience;
}

}  // namespace handover
