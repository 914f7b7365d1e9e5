// Every word that a chart would print or carry in its marks, whole and unbroken: for whoever must know what a
// picture says before it is drawn.
#pragma once

#include "charts/charts.h"

#include <string>
#include <vector>

namespace handover::charts {

std::vector<std::string> words_in(const LineChart& chart);
std::vector<std::string> words_in(const SurvivalChart& chart);
std::vector<std::string> words_in(const BarChart& chart);
std::vector<std::string> words_in(const Histogram& chart);
std::vector<std::string> words_in(const ViolinChart& chart);
std::vector<std::string> words_in(const HeatGrid& chart);
std::vector<std::string> words_in(const GanttChart& chart);
std::vector<std::string> words_in(const DotChart& chart);
std::vector<std::string> words_in(const ScatterChart& chart);
std::vector<std::string> words_in(const WordChart& chart);
std::vector<std::string> words_in(const AreaMap& chart);

}  // namespace handover::charts
