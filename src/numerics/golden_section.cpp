#include "numerics/golden_section.h"

namespace handover {

double golden_section(double low, double high, const std::function<double(double)>& f, double precision) {
  constexpr double kGolden = 0.6180339887498949;
  const double width = high - low;
  double a = low, b = high;
  double c = b - kGolden * (b - a), d = a + kGolden * (b - a);
  double fc = f(c), fd = f(d);
  while (b - a > precision * width) {
    if (fc >= fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - kGolden * (b - a);
      fc = f(c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + kGolden * (b - a);
      fd = f(d);
    }
    if (!(d > c)) break;  // the interval is down to neighbouring numbers
  }
  return 0.5 * (a + b);
}

}  // namespace handover
