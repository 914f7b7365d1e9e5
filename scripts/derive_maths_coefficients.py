#!/usr/bin/env python3
"""Writes src/numerics/maths_coefficients.h: polynomials through Chebyshev points, computed with 60 digits.

Needs python3-mpmath. The program does not: it is run by whoever changes an interval, and its result is kept.
    scripts/derive_maths_coefficients.py > src/numerics/maths_coefficients.h
"""
from mpmath import mp, mpf, cos, erf, erfc, exp, inf, lu_solve, matrix, loggamma, pi, sqrt

mp.dps = 60


def erfcx(x):
    return exp(x * x) * erfc(x)


def polynomial(function, low, high, degree):
    """Coefficients, lowest first, of the interpolant in t = (2 x - low - high) / (high - low)."""
    n = degree + 1
    t = [cos(pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    values = [function((low + high) / 2 + (high - low) / 2 * at) for at in t]
    powers = matrix(n, n)
    for i in range(n):
        for j in range(n):
            powers[i, j] = t[i] ** j
    return list(lu_solve(powers, matrix(values)))


def worst(function, low, high, coefficients):
    error = mpf(0)
    for i in range(801):
        t = mpf(2 * i) / 800 - 1
        x = (low + high) / 2 + (high - low) / 2 * t
        value = sum(c * t ** j for j, c in enumerate(coefficients))
        truth = function(x)
        error = max(error, abs(value / truth - 1) if truth else abs(value))
    return error


def least_degree(function, low, high, scale):
    for degree in range(4, 32):
        coefficients = polynomial(function, low, high, degree)
        if worst(function, low, high, coefficients) * scale < mpf(2) ** -58:
            return coefficients
    raise SystemExit("no degree is enough")


def print_array(name, comment, coefficients):
    print(f"// {comment}")
    print(f"inline constexpr double {name}[] = {{")
    for c in coefficients:
        print(f"    {float(c).hex()},")
    print("};\n")


def erf_excess(square):
    """erf(x) / x - 1 by x^2."""
    x = sqrt(square)
    return (erf(x) / x if x else 2 / sqrt(pi)) - 1


def log_gamma_ratio(z):
    """log Gamma(2 + z) / z."""
    return (loggamma(2 + z) / z).real if z else 1 - mp.euler


def tail(inverse_square):
    """x erfcx(x) by 1 / x^2."""
    if inverse_square == 0:
        return 1 / sqrt(pi)
    x = 1 / sqrt(inverse_square)
    return x * erfcx(x)


PIECES = ["0.5", "1", "1.5", "2", "3", "4", "6", "8"]


def main():
    print("// Written by scripts/derive_maths_coefficients.py. Each array holds the coefficients, lowest first, of a\n"
          "// polynomial in t = -1 .. 1 over its interval; the error of the polynomial itself is below 2^-58.\n"
          "#pragma once\n\nnamespace handover::maths {\n")
    print_array("kErfExcess", "erf(x) / x - 1 by x^2 = 0 .. 1", least_degree(erf_excess, mpf(0), mpf(1), mpf("0.2")))
    for number, (low, high) in enumerate(zip(PIECES, PIECES[1:])):
        print_array(f"kScaledErfc{number}", f"exp(x^2) erfc(x) by x = {low} .. {high}",
                    least_degree(erfcx, mpf(low), mpf(high), 1))
    print_array("kScaledErfcTail", "x exp(x^2) erfc(x) by 1 / x^2 = 0 .. 1/64", least_degree(tail, mpf(0), mpf(1) / 64, 1))
    print_array("kLogGamma", "log Gamma(2 + z) / z by z = -0.5 .. 0.5",
                least_degree(log_gamma_ratio, mpf("-0.5"), mpf("0.5"), 1))
    print("}  // namespace handover::maths")


main()
