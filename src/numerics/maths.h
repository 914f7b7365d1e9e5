// Elementary and special functions whose bits do not depend on the processor. The C library chooses among
// several implementations of exp, log, pow, sin ... when a program starts, by what the processor can do; they
// differ in the last bit, and one last bit is enough to send a chain of draws elsewhere. These use additions,
// multiplications, divisions and square roots alone, each rounded as IEEE 754 says, in a fixed order and
// without fused operations: "the same seed, the same bytes" then holds on every processor.
//
// All computing code calls these; scripts/check_numerics.sh refuses std::exp and its kin elsewhere. Errors in
// units in the last place (ulp) are the largest seen against 113-bit arithmetic by bench/maths_study.cpp.
// Not-a-number in gives not-a-number out. No function sets errno or touches shared state.
#pragma once

namespace handover::maths {

double exp(double x);                // 0.51 ulp
double exp2(double x);               // 0.51 ulp; exact where x is whole
double expm1(double x);              // e^x - 1; 1.1 ulp
double log(double x);                // 0.52 ulp; -infinity at 0, not-a-number below
double log1p(double x);              // log(1 + x); 0.7 ulp
double log2(double x);               // 0.51 ulp; exact at powers of two
double log10(double x);              // 0.51 ulp; exact at powers of ten
double pow(double x, double power);  // 0.51 ulp; special cases as in C (ISO C 2018, F.10.4.4)
double cbrt(double x);               // 0.51 ulp
double tanh(double x);               // 2.0 ulp

// Angles in radians. Their error is stated for |x| < 100,000 and grows beyond it; not-a-number at 2^30 and
// above, which no angle here comes near.
double sin(double x);              // 0.8 ulp
double cos(double x);              // 0.8 ulp
double atan(double x);             // 1.3 ulp
double atan2(double y, double x);  // 1.5 ulp
double asin(double x);             // 2.0 ulp; not-a-number outside -1..1
double hypot(double x, double y);  // sqrt(x^2 + y^2) without overflow; 1.5 ulp

double erf(double x);   // 1.0 ulp
double erfc(double x);  // 1 - erf(x), right in the far tail as well; 4 ulp

// log Gamma(x) for x > 0, +infinity at 0; not-a-number below. 6 ulp between 1.2 and 1.5, 3 elsewhere.
double log_gamma(double x);

}  // namespace handover::maths
