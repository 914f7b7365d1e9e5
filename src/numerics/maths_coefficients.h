// Written by scripts/derive_maths_coefficients.py. Each array holds the coefficients, lowest first, of a
// polynomial in t = -1 .. 1 over its interval; the error of the polynomial itself is below 2^-58.
#pragma once

namespace handover::maths {

// erf(x) / x - 1 by x^2 = 0 .. 1
inline constexpr double kErfExcess[] = {
    -0x1.1ae14dc34815ap-5, -0x1.1fd16292151fdp-3,  0x1.454368017b042p-6,  -0x1.2b902b7b2f224p-9,
    0x1.c82aa249df428p-13, -0x1.263991b81d64ap-16, 0x1.486638bca9fa1p-20, -0x1.429e938badfd7p-24,
    0x1.1ad5edc8ea554p-28, -0x1.bf8e5ae42ab27p-33, 0x1.428f34066afd3p-37, -0x1.aad6d13a7f7b0p-42,
    0x1.04ff16c13c042p-46, -0x1.29cd9bf60c1b4p-51, 0x1.3c01fd3a74542p-56,
};

// exp(x^2) erfc(x) by x = 0.5 .. 1
inline constexpr double kScaledErfc0[] = {
    0x1.038d54ea3d834p-1,  -0x1.78cdd551ee51ap-4,  0x1.d90093ae10928p-7,  -0x1.09e77d40e01cep-9,
    0x1.1192f5bd6873cp-12, -0x1.054d68296d26ap-15, 0x1.d43a7c7a7c0fap-19, -0x1.8c97dd23cacebp-22,
    0x1.3f818962c9a60p-25, -0x1.ec0d293395f67p-29, 0x1.6b984c0138dd8p-32, -0x1.02a04a14e43aap-35,
    0x1.635d5fe5fc73cp-39, -0x1.e412f7345926ep-43, 0x1.37d7863ebade2p-46,
};

// exp(x^2) erfc(x) by x = 1 .. 1.5
inline constexpr double kScaledErfc1[] = {
    0x1.78a692138767ap-2,  -0x1.abaacdbfa8b07p-5,  0x1.b56f45eef7e3fp-8,  -0x1.9b635ac624ac6p-11,
    0x1.68a25a664836fp-14, -0x1.299636d6c9209p-17, 0x1.d1b69597f0c3dp-21, -0x1.5b8bc9419d840p-24,
    0x1.f0fe8a88d3cd7p-28, -0x1.55c08c80d2503p-31, 0x1.c55c924775cc5p-35, -0x1.22f10017ec710p-38,
    0x1.71368494f04cfp-42, -0x1.bde45264f2361p-46,
};

// exp(x^2) erfc(x) by x = 1.5 .. 2
inline constexpr double kScaledErfc2[] = {
    0x1.23cfc2f1dc7e0p-2,  -0x1.0c3d538446446p-5,  0x1.c8d0cef0f810bp-9,  -0x1.6cb52fe48aa6ap-12,
    0x1.13648a1200a4bp-15, -0x1.8bf716a3687c0p-19, 0x1.106bd5bd4d867p-22, -0x1.683891ba8746ep-26,
    0x1.cb4c72a23ca01p-30, -0x1.1b21385b931bep-33, 0x1.526b82cc3d117p-37, -0x1.8f3eefeb58947p-41,
    0x1.c2cbcb12e7517p-45,
};

// exp(x^2) erfc(x) by x = 2 .. 3
inline constexpr double kScaledErfc3[] = {
    0x1.afbb3f3b7343bp-3,  -0x1.3086d7f01ac85p-5,  0x1.98958a7a8e4b2p-8,  -0x1.0632076809e02p-10,
    0x1.435c04e205695p-13, -0x1.809ce8ab511d7p-16, 0x1.ba8a67d47f1bep-19, -0x1.edd4239d4f7cdp-22,
    0x1.0bcba0cbc77a2p-24, -0x1.1ad10b982cca0p-27, 0x1.23512be3a8587p-30, -0x1.2515bf72e2aefp-33,
    0x1.20001e7e74de6p-36, -0x1.1577396695e75p-39, 0x1.147e262e8c3b4p-42, -0x1.ff38c1d4f39eep-46,
};

// exp(x^2) erfc(x) by x = 3 .. 4
inline constexpr double kScaledErfc4[] = {
    0x1.3e0a99a0ee914p-3,  -0x1.5285d2eb1ef74p-6,  0x1.5d581133378edp-9,  -0x1.5e5d7e9898f22p-12,
    0x1.5632136d8cb0ap-15, -0x1.460abd6b8c152p-18, 0x1.2f839e548ec82p-21, -0x1.146bc38cc902cp-24,
    0x1.ed2a95b68e70ep-28, -0x1.af5df988867aep-31, 0x1.7250072180c46p-34, -0x1.3814aee81380fp-37,
    0x1.02b7d2a1c8c2ap-40, -0x1.b641ccba9012cp-44, 0x1.5f71a00a79932p-47,
};

// exp(x^2) erfc(x) by x = 4 .. 6
inline constexpr double kScaledErfc5[] = {
    0x1.c57239e943d1ap-4,  -0x1.5d843497d4f39p-6,  0x1.08cf82b79a11bp-8,  -0x1.8abc198708220p-11,
    0x1.219f2c3353771p-13, -0x1.a2a81d242df06p-16, 0x1.2a41152dda4cep-18, -0x1.a3193d70a5ba6p-21,
    0x1.228a78eac6505p-23, -0x1.8dab87a30f6cap-26, 0x1.0cc72f1444112p-28, -0x1.6703b696a1c7ep-31,
    0x1.d9e87950bdc40p-34, -0x1.33a3d5095192bp-36, 0x1.8d360f741807dp-39, -0x1.1b5565eb05fafp-41,
    0x1.655d8c3bd23ecp-44,
};

// exp(x^2) erfc(x) by x = 6 .. 8
inline constexpr double kScaledErfc6[] = {
    0x1.46dc6bf900f68p-4,  -0x1.6e4b45246f91fp-7,  0x1.96a3de47d5b22p-10, -0x1.bf5070ee19221p-13,
    0x1.e7af6eeff284dp-16, -0x1.078bfe34dcfccp-18, 0x1.1a6f6b7e047c4p-21, -0x1.2c2db9e15d029p-24,
    0x1.3c768997d557ep-27, -0x1.4affe036d3723p-30, 0x1.578a621e95f27p-33, -0x1.61dadad90e2ccp-36,
    0x1.692981b4c405fp-39, -0x1.6e9860bf8618fp-42, 0x1.89e9ba2bb1a2dp-45, -0x1.89e10e13108e2p-48,
};

// x exp(x^2) erfc(x) by 1 / x^2 = 0 .. 1/64
inline constexpr double kScaledErfcTail[] = {
    0x1.1fbfe9ad06e07p-1,  -0x1.1a49451842774p-9,  0x1.9938969c62b49p-16, -0x1.e72d7aa4dcbaep-22,
    0x1.90366f4c01c42p-27, -0x1.a0d0644839f98p-32, 0x1.05a7fec6c8a9fp-36, -0x1.7f0adcca94d89p-41,
    0x1.42488b301a9e6p-45, -0x1.2d156fa478466p-49,
};

// log Gamma(2 + z) / z by z = -0.5 .. 0.5
inline constexpr double kLogGamma[] = {
    0x1.b0ee6072093cep-2,   0x1.4a34cc4a60fa6p-3,  -0x1.13e001a55760ap-6,  0x1.51322ac7d848ap-9,
    -0x1.e404fc218dbaep-12, 0x1.7add6eadb5317p-14, -0x1.38ac5c2d48207p-16, 0x1.0b36af8779ca0p-18,
    -0x1.d3fd4b679c1c4p-21, 0x1.a127afee53e7dp-23, -0x1.78de9ab752b81p-25, 0x1.580e0afa55850p-27,
    -0x1.3cb3be36ad88bp-29, 0x1.258f3057730fap-31, -0x1.1276ebd557fb0p-33, 0x1.012012be3900ap-35,
    -0x1.ce17528bcf460p-38, 0x1.b40adb09a1e12p-40, -0x1.2009c1a550d0dp-41, 0x1.11fa5e7c86f7bp-43,
};

}  // namespace handover::maths
