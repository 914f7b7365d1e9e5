// Which rate responds to what: one for each of the mission's assumptions on talks.
#pragma once

namespace handover::talks {

enum class Response {
  suspension_deaths,
  suspension_strikes,
  agreement_gap,
  agreement_deadline,
  expulsion_pressure,
  expulsion_strikes,
  collapse_gap,
  meeting
};

}  // namespace handover::talks
