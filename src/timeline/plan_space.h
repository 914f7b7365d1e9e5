// Every plan that a staff could write for a mission: a shape laid over a pair of dates and a band.
//
// A plan has one to six steps. Sites are left in an order, hubs after what they sustain, or thinned to what
// stays; each step takes whole sites, at the tempo chosen, and as long as the stated lift needs. Each task is
// handed over with a step of its own, to a receiver judged able by then (receivers.h); what those who stay
// rely on goes last. Where the mission's own plans or records state what a gate can measure, every step waits
// for it, to a last month at most, and asks for the ability of whoever takes over; a step by the calendar
// alone is written only where there is nothing to measure.
#pragma once

#include "base/random_stream.h"
#include "timeline/candidates.h"
#include "timeline/gate_templates.h"
#include "timeline/posture_steps.h"

#include <string>
#include <vector>

namespace handover::timeline {

inline constexpr std::size_t kMostSteps = 6;

class PlanSpace {
 public:
  // The mission must outlive it.
  PlanSpace(const Mission& mission, const GridOptions& options, HostAbility ability);

  // Pure. No shape gives the same plan for different dates; some shapes give the same plan for the same dates
  // (too few months for so many steps). Id and name are the caller's to give.
  Plan build(const GridCell& cell, const PlanShape& shape) const;
  // What forbids the plan: constraint_problems, and troops that stay outside the band.
  std::vector<Problem> problems(const GridCell& cell, const PlanShape& shape, const Plan& plan) const;

  PlanShape plain() const;  // one step and the end, conditions with a last date
  // The same with no, two and three steps planned back from the end, so that as a rule one place is left at a
  // time, later and earlier last dates, for each way to stay: what a staff would draft first, to be compared
  // whatever a search finds.
  std::vector<PlanShape> usual_shapes(bool leaves_at_once) const;
  // A spread of different ways, tried in every cell; all within what the options vary.
  std::vector<PlanShape> first_shapes(bool leaves_at_once) const;
  // `shape` with each number of steps before and after the end and each way to stay, tempos in turn: what a
  // single move does to all other dates of a plan, so that no chain of bettering moves leads from one to the
  // other.
  std::vector<PlanShape> frames(const PlanShape& shape, bool leaves_at_once) const;
  // Every shape one move away: another step more or fewer, a site left earlier or later or
  // in another's place, a task handed over with another step, another tempo, gate or way to stay.
  std::vector<PlanShape> neighbours(const PlanShape& shape) const;
  // One of them at random, the stream's `step`-th draw.
  PlanShape vary(const PlanShape& shape, const RandomStream& stream, std::uint32_t step) const;
  double size() const;  // how many shapes there are
  ShapeTitle title_of(const PlanShape& shape) const;
  std::string words(const PlanShape& shape) const;  // by the options' titles

  const PostureSteps& steps() const { return steps_; }
  const std::vector<TaskId>& movable() const { return movable_; }
  Band band_about(double share) const;  // bands in round figures about a share of today's troops

 private:
  friend class PlanBuilder;
  std::vector<std::uint16_t> order_by(const std::vector<double>& key) const;
  bool may_follow(std::uint16_t earlier, std::uint16_t later) const;
  bool may_be_left_so(const std::vector<std::uint16_t>& order) const;

  const Mission& mission_;
  GridOptions options_;
  HostAbility ability_;
  PostureSteps steps_;
  GateTemplate template_;
  std::vector<std::vector<Taker>> takers_;                          // [task]
  std::vector<TaskId> movable_;                                     // tasks with a step of their own
  std::vector<std::uint16_t> smallest_first_, most_exposed_first_;  // orders of leaving
};

}  // namespace handover::timeline
