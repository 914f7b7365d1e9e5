#include "evidence/area_zones.h"

#include "base/files.h"
#include "base/problem.h"
#include "evidence/boundaries.h"
#include "evidence/place_names.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <numbers>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>
#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

namespace handover::evidence {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kList = "regions.json";  // of the package: what its boundaries are called

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string three_letters(const std::string& two) {
  return uloc_getISO3Country(("und_" + two).c_str());
}

std::string text_at(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

// The package's list, read once for each folder: it is 6 MB.
const Json& list_of_regions(const fs::path& folder) {
  static std::mutex guard;
  static std::map<fs::path, Json> lists;
  const std::lock_guard lock(guard);
  const auto found = lists.find(folder);
  if (found != lists.end()) return found->second;
  Json list = Json::array();
  if (fs::exists(folder / kList)) {
    const std::string text = read_file(folder / kList);
    list = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!list.is_array()) list = Json::array();
  }
  return lists.emplace(folder, std::move(list)).first->second;
}

// The one first-level division that a region of the list is; nothing where it takes in several.
const Json* only_state(const Json& region) {
  const auto states = region.find("states");
  return states != region.end() && states->is_array() && states->size() == 1 ? &states->front() : nullptr;
}

std::string name_of(const Json& region) {
  if (const Json* const state = only_state(region)) {
    if (auto name = text_at(*state, "state_name"); !name.empty()) return name;
  }
  if (const auto words = region.find("i18n"); words != region.end()) {
    if (auto name = text_at(*words, "en"); !name.empty()) return name;
  }
  return text_at(region, "region_name");
}

void add_alias(AreaZone& zone, std::string alias) {
  std::replace(alias.begin(), alias.end(), ';', ',');
  const bool known = alias.empty() || alias == zone.name || alias == zone.map_code ||
                     std::find(zone.aliases.begin(), zone.aliases.end(), alias) != zone.aliases.end();
  if (!known) zone.aliases.push_back(std::move(alias));
}

void add_aliases(AreaZone& zone, const Json& region) {
  add_alias(zone, text_at(region, "region_code"));
  const Json* const state = only_state(region);
  if (state != nullptr) add_alias(zone, text_at(*state, "state_code"));
  for (const Json* const part : {state, &region}) {
    if (part == nullptr) continue;
    const auto words = part->find("i18n");
    if (words == part->end()) continue;
    for (const char* const language : {"en", "fr", "ar"}) add_alias(zone, text_at(*words, language));
  }
}

// Chamberlain and Duquette (2007), "Some algorithms for polygons on a sphere", JPL Publication 07-03, eq. 7.
double square_km_of(const Ring& ring) {
  constexpr double kEarth = 6371.0, kDegree = std::numbers::pi / 180.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
    sum += (b.longitude - a.longitude) * kDegree *
           (2.0 + maths::sin(a.latitude * kDegree) + maths::sin(b.latitude * kDegree));
  }
  return std::abs(sum) * kEarth * kEarth / 2.0;
}

// Of the area in degrees, which for a province is near enough.
Point centre_of(const Ring& ring) {
  double area = 0.0, x = 0.0, y = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
    const double cross = a.longitude * b.latitude - b.longitude * a.latitude;
    area += cross;
    x += (a.longitude + b.longitude) * cross;
    y += (a.latitude + b.latitude) * cross;
  }
  return area == 0.0 ? ring.front() : Point{x / (3.0 * area), y / (3.0 * area)};
}

using Vertices = std::set<std::pair<long, long>>;

void measure(AreaZone& zone, const std::vector<Ring>& rings, Vertices& vertices) {
  double largest = 0.0;
  for (const Ring& ring : rings) {
    // A ring inside another is a hole.
    const bool hole = std::count_if(rings.begin(), rings.end(),
                                    [&](const Ring& other) {
                                      return &other != &ring && is_inside({&other, 1}, ring.front());
                                    }) %
                          2 ==
                      1;
    const double size = square_km_of(ring);
    zone.square_km += hole ? -size : size;
    if (!hole && size > largest) {
      largest = size;
      const Point centre = centre_of(ring);
      zone.latitude = centre.latitude;
      zone.longitude = centre.longitude;
    }
    for (const Point& point : ring)
      vertices.emplace(std::lround(point.longitude * 1e4), std::lround(point.latitude * 1e4));
  }
}

std::string id_of(NameFolder& folder, const std::string& name) {
  std::string id;
  for (const char c : folder.fold(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      id += c;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (id.ends_with('-')) id.pop_back();
  return id.empty() ? "zone" : id;
}

std::string country_of(const std::string& code, const Json& list) {
  const std::string wanted = upper(code);
  for (const Json& region : list) {
    const std::string two = text_at(region, "country_a2");
    if (two == wanted || three_letters(two) == wanted) return two;
  }
  throw InputError(Problem{.code = ProblemCode::wrong_option,
                           .option = "--area",
                           .value = code,
                           .what = "is not a country whose provinces are known",
                           .hint = "write codes of ISO 3166-1 with commas, for example IRQ,SYR"});
}

bool share_a_border(const Vertices& first, const Vertices& second) {
  const Vertices& fewer = first.size() < second.size() ? first : second;
  const Vertices& more = first.size() < second.size() ? second : first;
  int shared = 0;
  for (const auto& vertex : fewer)
    if ((shared += static_cast<int>(more.count(vertex))) == 2) return true;
  return false;
}

}  // namespace

std::vector<AreaZone> zones_of_area(const fs::path& boundaries, std::span<const std::string> countries) {
  const Json& list = list_of_regions(boundaries);
  NameFolder folder;
  std::vector<AreaZone> zones;
  std::vector<Vertices> vertices;
  std::set<std::string> ids;
  for (const std::string& code : countries) {
    const std::string country = country_of(code, list);
    std::map<std::string, const Json*> by_code;
    for (const Json& region : list)
      if (text_at(region, "country_a2") == country) by_code.emplace(text_at(region, "region_code"), &region);
    for (const auto& [own_code, region] : by_code) {
      const fs::path file = boundaries / (own_code + ".json");
      if (!fs::exists(file)) continue;
      AreaZone zone{.name = name_of(*region), .map_code = own_code, .country = three_letters(country)};
      const Json* const state = only_state(*region);
      const std::string iso = state != nullptr ? text_at(*state, "state_code") : "";
      // What ISO has no code for has one of the package's own there ("-99-X11").
      if (iso.starts_with(country + '-') && !fs::exists(boundaries / (iso + ".json"))) zone.map_code = iso;
      zone.id = id_of(folder, zone.name);
      for (int n = 2; !ids.insert(zone.id).second; ++n)
        zone.id = id_of(folder, zone.name) + '-' + std::to_string(n);
      add_aliases(zone, *region);
      measure(zone, parse_geojson(read_file(file), file.filename().string()), vertices.emplace_back());
      zones.push_back(std::move(zone));
    }
  }
  for (std::size_t i = 0; i < zones.size(); ++i) {
    for (std::size_t j = 0; j < zones.size(); ++j)
      if (i != j && share_a_border(vertices[i], vertices[j])) zones[i].neighbours.push_back(zones[j].id);
  }
  return zones;
}

std::string country_name(std::string_view code) {
  const std::string wanted = upper(std::string(code));
  for (const char* const* two = uloc_getISOCountries(); *two != nullptr; ++two) {
    if (wanted != *two && wanted != three_letters(*two)) continue;
    icu::UnicodeString name;
    std::string text;
    icu::Locale("und", *two).getDisplayCountry(icu::Locale::getEnglish(), name).toUTF8String(text);
    return text;
  }
  return {};
}

fs::path boundary_of_iso_code(const fs::path& boundaries, const std::string& code) {
  for (const Json& region : list_of_regions(boundaries)) {
    const Json* const state = only_state(region);
    if (state == nullptr || text_at(*state, "state_code") != code) continue;
    const fs::path file = boundaries / (text_at(region, "region_code") + ".json");
    return fs::exists(file) ? file : fs::path{};
  }
  return {};
}

}  // namespace handover::evidence
