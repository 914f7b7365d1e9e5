#include "server/versions.h"

#include "base/problem.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <optional>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <git2.h>

namespace handover::server {
namespace {

constexpr std::size_t kMostListed = 500;

struct Library {
  Library() { git_libgit2_init(); }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

template <class Thing, void (*kFree)(Thing*)>
struct Free {
  void operator()(Thing* thing) const { kFree(thing); }
};
template <class Thing, void (*kFree)(Thing*)>
using Owned = std::unique_ptr<Thing, Free<Thing, kFree>>;
using Repository = Owned<git_repository, git_repository_free>;
using Commit = Owned<git_commit, git_commit_free>;
using Tree = Owned<git_tree, git_tree_free>;
using Index = Owned<git_index, git_index_free>;
using Walk = Owned<git_revwalk, git_revwalk_free>;
using Signature = Owned<git_signature, git_signature_free>;
using Diff = Owned<git_diff, git_diff_free>;
using Patch = Owned<git_patch, git_patch_free>;

[[noreturn]] void refuse(const std::string& what) {
  const git_error* error = git_error_last();
  throw InputError(Problem{.code = ProblemCode::store,
                           .file = "versions",
                           .what = what + (error != nullptr ? std::string(": ") + error->message : ""),
                           .hint = "look at the folder .git of the mission"});
}

void must(int code, const char* what) {
  if (code < 0) refuse(what);
}

// The mission's own repository; one that lies further up is another's.
Repository open_own(const std::filesystem::path& folder) {
  git_repository* found = nullptr;
  if (git_repository_open_ext(&found, folder.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) < 0)
    return nullptr;
  return Repository(found);
}

Repository open_or_make(const std::filesystem::path& folder) {
  if (auto own = open_own(folder)) return own;
  git_repository* made = nullptr;
  must(git_repository_init(&made, folder.c_str(), 0), "no repository can be made");
  return Repository(made);
}

std::optional<git_oid> head_of(git_repository* repository) {
  git_oid id;
  if (git_reference_name_to_id(&id, repository, "HEAD") < 0) return std::nullopt;
  return id;
}

std::string text_of(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1] = {};
  git_oid_tostr(text, sizeof text, &id);
  return text;
}

Commit commit_named(git_repository* repository, const std::string& id) {
  git_oid oid;
  const bool is_hex =
      id.size() == GIT_OID_HEXSZ && id.find_first_not_of("0123456789abcdef") == std::string::npos;
  git_commit* commit = nullptr;
  if (!is_hex || git_oid_fromstr(&oid, id.c_str()) < 0 || git_commit_lookup(&commit, repository, &oid) < 0)
    throw InputError(Problem{.code = ProblemCode::store,
                             .file = "versions",
                             .value = id,
                             .what = "is not a version of this mission",
                             .hint = "take one of the list"});
  return Commit(commit);
}

Tree tree_of(const Commit& commit) {
  git_tree* tree = nullptr;
  must(git_commit_tree(&tree, commit.get()), "the version cannot be read");
  return Tree(tree);
}

std::string commit_all(git_repository* repository, const std::string& name) {
  git_index* raw_index = nullptr;
  must(git_repository_index(&raw_index, repository), "the files cannot be listed");
  const Index index(raw_index);
  must(git_index_add_all(index.get(), nullptr, GIT_INDEX_ADD_DEFAULT, nullptr, nullptr),
       "the files cannot be kept");
  must(git_index_update_all(index.get(), nullptr, nullptr, nullptr), "the files cannot be kept");
  must(git_index_write(index.get()), "the files cannot be kept");
  git_oid tree_id, id;
  must(git_index_write_tree(&tree_id, index.get()), "the files cannot be kept");
  git_tree* raw_tree = nullptr;
  must(git_tree_lookup(&raw_tree, repository, &tree_id), "the files cannot be kept");
  const Tree tree(raw_tree);
  git_signature* raw_signature = nullptr;
  if (git_signature_default(&raw_signature, repository) < 0)
    must(git_signature_now(&raw_signature, "Handover", "handover@localhost"), "the version cannot be signed");
  const Signature signature(raw_signature);
  const auto head = head_of(repository);
  Commit parent;
  if (head) {
    git_commit* raw = nullptr;
    must(git_commit_lookup(&raw, repository, &*head), "the last version cannot be read");
    parent.reset(raw);
  }
  const git_commit* parents[] = {parent.get()};
  must(git_commit_create(&id, repository, "HEAD", signature.get(), signature.get(), "UTF-8", name.c_str(),
                         tree.get(), head ? 1 : 0, parents),
       "the version cannot be kept");
  return text_of(id);
}

std::string when_of(const git_commit* commit) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(git_commit_time(commit))));
}

}  // namespace

std::vector<NamedVersion> Versions::list() const {
  const Library library;
  std::vector<NamedVersion> versions;
  const auto repository = open_own(folder_);
  if (!repository || !head_of(repository.get())) return versions;
  git_revwalk* raw = nullptr;
  must(git_revwalk_new(&raw, repository.get()), "the versions cannot be listed");
  const Walk walk(raw);
  must(git_revwalk_push_head(walk.get()), "the versions cannot be listed");
  git_oid id;
  while (versions.size() < kMostListed && git_revwalk_next(&id, walk.get()) == 0) {
    git_commit* commit = nullptr;
    must(git_commit_lookup(&commit, repository.get(), &id), "a version cannot be read");
    const Commit owned(commit);
    const char* summary = git_commit_summary(commit);
    versions.push_back({text_of(id), summary != nullptr ? summary : "", when_of(commit)});
  }
  return versions;
}

std::string Versions::keep(const std::string& name) {
  const Library library;
  const auto repository = open_or_make(folder_);
  return commit_all(repository.get(), name);
}

std::vector<std::string> Versions::changed_since(const std::string& id) const {
  const Library library;
  const auto repository = open_own(folder_);
  if (!repository)
    throw InputError(Problem{.code = ProblemCode::store,
                             .file = "versions",
                             .value = id,
                             .what = "is not a version of this mission"});
  const auto tree = tree_of(commit_named(repository.get(), id));
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.flags =
      GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS | GIT_DIFF_SHOW_UNTRACKED_CONTENT;
  git_diff* raw = nullptr;
  must(git_diff_tree_to_workdir(&raw, repository.get(), tree.get(), &options),
       "the version cannot be compared");
  const Diff diff(raw);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
    const git_diff_delta* delta = git_diff_get_delta(diff.get(), i);
    git_patch* raw_patch = nullptr;
    must(git_patch_from_diff(&raw_patch, diff.get(), i), "the version cannot be compared");
    const Patch patch(raw_patch);
    std::size_t context = 0, more = 0, fewer = 0;
    if (patch) git_patch_line_stats(&context, &more, &fewer, patch.get());
    lines.push_back(fmt::format("{}: {} lines more, {} fewer", delta->new_file.path, more, fewer));
  }
  return lines;
}

std::string Versions::restore(const std::string& id) {
  const Library library;
  const auto repository = open_own(folder_);
  if (!repository)
    throw InputError(Problem{.code = ProblemCode::store,
                             .file = "versions",
                             .value = id,
                             .what = "is not a version of this mission"});
  const auto commit = commit_named(repository.get(), id);
  const char* summary = git_commit_summary(commit.get());
  const std::string name = summary != nullptr ? summary : id;
  if (!changed_since(text_of(*head_of(repository.get()))).empty())
    commit_all(repository.get(), "before going back to " + name);
  const auto tree = tree_of(commit);
  git_checkout_options options = GIT_CHECKOUT_OPTIONS_INIT;
  options.checkout_strategy = GIT_CHECKOUT_FORCE;
  must(git_checkout_tree(repository.get(), reinterpret_cast<const git_object*>(tree.get()), &options),
       "the version cannot be put back");
  return commit_all(repository.get(), "back to " + name);
}

}  // namespace handover::server
