// The zones of whole countries, from the boundaries that come with the program: names and codes of their
// first-level divisions, where they lie, how large they are and which ones touch.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::evidence {

struct AreaZone {
  std::string id;        // made of its name: "salah-ad-din"
  std::string name;      // as the package's list of regions has it
  std::string map_code;  // ISO 3166-2; the boundaries' own code where that would mean another place
  std::string country;   // ISO 3166-1, three letters
  double latitude = 0.0, longitude = 0.0;  // centre of its largest part
  double square_km = 0.0;                  // on a sphere of 6,371 km: within half a per cent
  std::vector<std::string> aliases;        // other codes, names in English, French and Arabic
  std::vector<std::string> neighbours;     // ids; zones that share two points of their boundaries or more
};

// `countries`: codes of two or three letters. In the order of countries and ids. Throws InputError naming
// --area for a code that is none, or whose boundaries are not there.
std::vector<AreaZone> zones_of_area(const std::filesystem::path& boundaries,
                                    std::span<const std::string> countries);

// English name of a country by its code; empty for a code that is none.
std::string country_name(std::string_view code);

// The boundary's file of a division by its ISO 3166-2 code, where the boundaries have a code of their own for
// it; empty when there is none.
std::filesystem::path boundary_of_iso_code(const std::filesystem::path& boundaries, const std::string& code);

}  // namespace handover::evidence
