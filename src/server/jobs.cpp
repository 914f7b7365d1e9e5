#include "server/jobs.h"

#include "report/documents.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/rand.h>

namespace handover::server {

using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kJobsKept = 200;
constexpr double kTooEarly = 0.03;  // share done below which nothing is said of the time left

std::string fresh_id() {
  std::array<unsigned char, 12> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("the system gives no random numbers");
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

const char* name_of(JobState state) {
  constexpr const char* names[] = {"waiting", "running", "done", "failed", "stopped"};
  return names[static_cast<std::size_t>(state)];
}

bool is_over(JobState state) {
  return state == JobState::done || state == JobState::failed || state == JobState::stopped;
}

}  // namespace

struct Jobs::Job {
  std::string id;
  JobSpec spec;
  Work work;
  std::stop_source stop;
  JobState state = JobState::waiting;
  double share_done = 0.0;
  std::string doing;
  std::optional<Clock::time_point> began, ended;
  std::vector<Json> results;
  std::vector<Problem> problems;
};

Json document_of(const JobView& job) {
  Json document = {{"job", job.id},
                   {"kind", job.spec.kind},
                   {"mission", job.spec.mission},
                   {"state", name_of(job.state)},
                   {"share_done", job.share_done},
                   {"doing", job.doing},
                   {"seconds", job.seconds},
                   {"seconds_left", job.seconds_left ? Json(*job.seconds_left) : Json(nullptr)},
                   {"answers", job.results.size()},
                   {"result", job.results.empty() ? Json(nullptr) : job.results.back()}};
  Json problems = Json::array();
  for (const Problem& problem : job.problems) problems.push_back(to_string(problem));
  document["problems"] = std::move(problems);
  return document;
}

Jobs::Jobs() {
  for (const Lane lane : {Lane::quick, Lane::thorough})
    workers_[static_cast<std::size_t>(lane)].thread =
        std::jthread([this, lane](std::stop_token stop) { work(stop, lane); });
}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs_) job->stop.request_stop();
  }
  for (Worker& worker : workers_) worker.thread.request_stop();
}

std::string Jobs::begin(JobSpec spec, Work work) {
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) {
    if (is_over(job->state)) continue;
    if (!spec.same_as.empty() && job->spec.same_as == spec.same_as && job->spec.role == spec.role)
      return job->id;
    if (!spec.replaces.empty() && job->spec.replaces == spec.replaces) job->stop.request_stop();
  }
  auto job = std::make_shared<Job>();
  job->id = fresh_id();
  job->spec = std::move(spec);
  job->work = std::move(work);
  jobs_.push_back(job);
  forget_old();
  Worker& worker = workers_[static_cast<std::size_t>(job->spec.lane)];
  worker.queue.push_back(job);
  worker.wake.notify_one();
  return job->id;
}

void Jobs::forget_old() {
  while (jobs_.size() > kJobsKept) {
    const auto old =
        std::find_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return is_over(job->state); });
    if (old == jobs_.end()) return;
    jobs_.erase(old);
  }
}

void Jobs::work(std::stop_token stop, Lane lane) {
  Worker& worker = workers_[static_cast<std::size_t>(lane)];
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      if (!worker.wake.wait(lock, stop, [&] { return !worker.queue.empty(); })) return;
      job = worker.queue.front();
      worker.queue.pop_front();
      job->began = Clock::now();
      job->state = JobState::running;
    }
    run(*job);
  }
}

void Jobs::run(Job& job) {
  const auto finish = [&](JobState state, std::vector<Problem> problems) {
    const std::lock_guard lock(mutex_);
    job.state = state;
    job.problems = std::move(problems);
    job.ended = Clock::now();
    job.work = {};
  };
  report::Control control{.stop = job.stop.get_token()};
  control.progress = [&](double share, const std::string& what) {
    const std::lock_guard lock(mutex_);
    job.share_done = std::max(job.share_done, share);
    job.doing = what;
  };
  const Tell tell = [&](Json result) {
    const std::lock_guard lock(mutex_);
    job.results.push_back(std::move(result));
  };
  try {
    if (job.stop.stop_requested()) return finish(JobState::stopped, {});
    job.work(control, tell);
    finish(JobState::done, {});
  } catch (const Interrupted&) {
    finish(JobState::stopped, {});
  } catch (const InputError& error) {
    finish(JobState::failed, error.problems());
  } catch (const std::exception& error) {
    finish(JobState::failed, {Problem{.code = ProblemCode::internal,
                                      .what = std::string("the computation failed: ") + error.what()}});
  }
}

JobView Jobs::view_of(const Job& job) const {
  JobView view{.id = job.id,
               .spec = job.spec,
               .state = job.state,
               .share_done = job.state == JobState::done ? 1.0 : job.share_done,
               .doing = job.doing,
               .seconds = 0.0,
               .seconds_left = {},
               .results = job.results,
               .problems = job.problems};
  if (!job.began) return view;
  view.seconds = std::chrono::duration<double>(job.ended.value_or(Clock::now()) - *job.began).count();
  if (job.state == JobState::running && job.share_done > kTooEarly)
    view.seconds_left = view.seconds * (1.0 - job.share_done) / job.share_done;
  return view;
}

std::optional<JobView> Jobs::find(const std::string& id, Role role) const {
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_)
    if (job->id == id && job->spec.role == role) return view_of(*job);
  return std::nullopt;
}

std::vector<JobView> Jobs::list(Role role) const {
  const std::lock_guard lock(mutex_);
  std::vector<JobView> views;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job)
    if ((*job)->spec.role == role) views.push_back(view_of(**job));
  return views;
}

bool Jobs::stop(const std::string& id, Role role) {
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) {
    if (job->id != id || job->spec.role != role) continue;
    job->stop.request_stop();
    return true;
  }
  return false;
}

bool Jobs::stop_all(std::chrono::milliseconds most) {
  const auto end = Clock::now() + most;
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      bool busy = false;
      for (const auto& job : jobs_) {
        job->stop.request_stop();
        busy = busy || job->state == JobState::running;
      }
      if (!busy) return true;
    }
    if (Clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

}  // namespace handover::server
