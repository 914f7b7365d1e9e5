// Names of places and actors as they are spelled by different sources.
#pragma once

#include "mission/entities.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace handover::evidence {

// Lower-case Latin letters without marks ("Şalāḩ ad Dīn" -> "salah ad din"); other scripts are
// transliterated. Not for use by several threads at once.
class NameFolder {
 public:
  NameFolder();
  ~NameFolder();
  NameFolder(NameFolder&&) noexcept;
  NameFolder& operator=(NameFolder&&) noexcept;
  std::string fold(std::string_view name);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// True when `pattern` matches all of `text`; * stands for any text, ? for one character. Both folded before.
bool matches_glob(std::string_view pattern, std::string_view text);

// The words of a folded place name that tell it from others: without articles, "province", "governorate" ...
std::string place_key(std::string_view folded);
// Its consonants, which survive most ways of writing Arabic names in Latin letters ("Arbil", "Erbil" ->
// "rbl").
std::string consonants(std::string_view place_key);

// Finds zones by the name that a source gives a place.
class ZoneNames {
 public:
  explicit ZoneNames(std::span<const Zone> zones);
  // By the name's own words. Nothing when no zone or several have it.
  std::optional<ZoneId> find(std::string_view name);
  // By consonants alone: a weaker sign, for places without a point.
  std::optional<ZoneId> find_alike(std::string_view name);
  std::string key_of(std::string_view name) { return place_key(folder_.fold(name)); }

 private:
  struct Entry {
    ZoneId zone;
    bool unique = true;
  };
  static std::optional<ZoneId> look_up(const std::unordered_map<std::string, Entry>& names,
                                       const std::string& key);
  NameFolder folder_;
  std::unordered_map<std::string, Entry> by_key_, by_consonants_;
};

}  // namespace handover::evidence
