// Which units of a panel lie beside one another.
#pragma once

#include "threat/panel/panel.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace handover::threat {

// By unit of a panel; empty where nothing is known.
using Neighbours = std::vector<std::vector<std::uint32_t>>;

// By name, as a file gives them.
using NamedNeighbours = std::map<std::string, std::vector<std::string>>;

// Reads `unit,neighbour` (each pair once or twice, it counts both ways) or `unit,latitude,longitude`, where
// the eight nearest within twice the median distance to the nearest are neighbours. Throws InputError.
NamedNeighbours read_neighbours(std::string_view bytes, const std::string& file_name);

// Of `panel`'s units. Without names given, units that all are cells of PRIO-GRID (numbers from 1 to 259,200
// in rows of 720 half degrees; Tollefsen, Strand & Buhaug 2012), at least half of which touch another, have
// up to eight neighbours each, and other units none.
Neighbours neighbours_of(const Panel& panel, const NamedNeighbours& named);

}  // namespace handover::threat
