// The partner module's model (src/partner/model.h), written again for Stan: the same quantities as functions of standard
// normals, the same priors.
data {
  int<lower=1> F;               // functions
  int<lower=1> A;               // assessors
  int<lower=2> K;               // levels
  int<lower=1, upper=K - 1> zero;  // threshold fixed at 0
  int<lower=1> S;               // series
  int<lower=1> T;               // grid points of all series, one after another
  int<lower=1> N;               // ratings
  int<lower=1> first[S];        // first grid point of a series
  int<lower=1> last[S];
  int<lower=1> fn[S];
  real<lower=0> years[T];       // to this grid point from the one before; 0 at the first
  int<lower=0, upper=1> advised[F];
  int<lower=1> at[N];
  int<lower=1> rater[N];
  int<lower=1, upper=K> y[N];
  real<lower=0> coverage[N];
  real bias_mean[A];
  real<lower=0> bias_sd[A];
  real prior[13];
}
parameters {
  real x_mean; real x_fsd; real x_usd; real x_growth; real x_innov;
  vector[F] x_f; vector[F] x_fgrowth; vector[F] x_finnov;
  vector[A] x_bias; vector[A] x_noise;
  vector[K - 2] x_gap;
  vector[S] x_s;
  vector[T] x_step;
}
transformed parameters {
  vector[T] level;
  vector[A] bias;
  vector[A] noise;
  vector[F] growth;
  vector[F] innovation;
  vector[K - 1] c;
  {
    real mean_ = prior[1] + prior[2] * x_mean;
    real fsd = prior[3] * exp(prior[5] * x_fsd);
    real usd = prior[4] * exp(prior[5] * x_usd);
    for (f in 1:F) {
      growth[f] = prior[6] + prior[7] * x_growth + prior[8] * x_fgrowth[f];
      innovation[f] = prior[9] * exp(prior[10] * x_innov + prior[11] * x_finnov[f]);
    }
    for (a in 1:A) {
      bias[a] = bias_mean[a] + bias_sd[a] * x_bias[a];
      noise[a] = prior[12] * exp(prior[13] * x_noise[a]);
    }
    c[zero] = 0;
    for (k in (zero + 1):(K - 1)) c[k] = c[k - 1] + exp(0.3 * x_gap[k - 1]);
    for (j in 1:(zero - 1)) c[zero - j] = c[zero - j + 1] - exp(0.3 * x_gap[zero - j]);
    for (s in 1:S) {
      level[first[s]] = mean_ + fsd * x_f[fn[s]] + usd * x_s[s];
      for (t in (first[s] + 1):last[s])
        level[t] = level[t - 1] + advised[fn[s]] * growth[fn[s]] * years[t] + innovation[fn[s]] * sqrt(years[t]) * x_step[t];
    }
  }
}
model {
  x_mean ~ std_normal(); x_fsd ~ std_normal(); x_usd ~ std_normal(); x_growth ~ std_normal(); x_innov ~ std_normal();
  x_f ~ std_normal(); x_fgrowth ~ std_normal(); x_finnov ~ std_normal();
  x_bias ~ std_normal(); x_noise ~ std_normal(); x_gap ~ std_normal(); x_s ~ std_normal(); x_step ~ std_normal();
  for (n in 1:N) {
    real spread = noise[rater[n]] / sqrt(coverage[n]);
    real centre = level[at[n]] + bias[rater[n]];
    real high = y[n] == K ? 1 : Phi((c[y[n]] - centre) / spread);
    real low = y[n] == 1 ? 0 : Phi((c[y[n] - 1] - centre) / spread);
    target += log(fmax(high - low, 1e-300));
  }
}
