// The largest value of a function with one top.
#pragma once

#include <functional>

namespace handover {

// Where `f` is largest on low .. high, by golden-section search (Kiefer 1953), to `precision` of the
// interval's width. Where `f` has several tops, one of them.
double golden_section(double low, double high, const std::function<double(double)>& f,
                      double precision = 1e-10);

}  // namespace handover
