// Computations that take longer than a request: they go on when the page that asked is reloaded or closed,
// say how far they are, and can be stopped.
#pragma once

#include "base/problem.h"
#include "report/control.h"
#include "server/role.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

namespace handover::server {

using Json = nlohmann::ordered_json;

// Answers to somebody who waits are not queued behind an hour's search.
enum class Lane { quick, thorough };

struct JobSpec {
  std::string kind;             // "what-if", "assess", "search"
  std::string mission;          // id
  Role role = Role::published;  // who may see it
  Lane lane = Lane::quick;
  // A job with the same words here takes the place of an earlier one, which is stopped; empty: none.
  std::string replaces = {};
  // A job that is not finished and has the same words here is joined instead of begun again; empty: never.
  std::string same_as = {};
};

enum class JobState { waiting, running, done, failed, stopped };

// What a job can be told by: a copy, nothing hangs on it.
struct JobView {
  std::string id;
  JobSpec spec;
  JobState state = JobState::waiting;
  double share_done = 0.0;
  std::string doing;                   // "threat"
  double seconds = 0.0;                // since it began
  std::optional<double> seconds_left;  // a guess from the share done; nothing: too early to say
  std::vector<Json> results;           // each sharper than the one before
  std::vector<Problem> problems;       // when it failed
};
Json document_of(const JobView& job);

class Jobs {
 public:
  // Gives results as they get sharper; the last call's is the best.
  using Tell = std::function<void(Json)>;
  using Work = std::function<void(const report::Control&, const Tell&)>;

  Jobs();
  // Stops what runs and waits for it.
  ~Jobs();

  std::string begin(JobSpec spec, Work work);
  // Nothing for a job that is not there or that the role may not see: the two look alike.
  std::optional<JobView> find(const std::string& id, Role role) const;
  std::vector<JobView> list(Role role) const;  // newest first
  bool stop(const std::string& id, Role role);
  // Asks all of them to stop and waits at most so long; false when one has not reached a safe place by then.
  bool stop_all(std::chrono::milliseconds most);

 private:
  struct Job;
  struct Worker {
    std::deque<std::shared_ptr<Job>> queue;
    std::condition_variable_any wake;
    std::jthread thread;
  };
  void work(std::stop_token stop, Lane lane);
  void run(Job& job);
  void forget_old();
  JobView view_of(const Job& job) const;

  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Job>> jobs_;  // in the order in which they were begun
  std::array<Worker, 2> workers_;
};

}  // namespace handover::server
