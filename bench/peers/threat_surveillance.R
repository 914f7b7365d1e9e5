# The peer: hhh4 of R surveillance (Debian: r-cran-surveillance).
#   Rscript threat_surveillance.R measles OUT_FOLDER            writes the measles data as CSV and prints the fit
#   Rscript threat_surveillance.R fit COUNTS NEIGHBOURS N OUT   unit effects in all parts, then N rolling refits,
#                                                               each from the last that converged, one row each;
#                                                               a further argument `cold`: each from hhh4's own start
suppressMessages(library(surveillance))
args <- commandArgs(TRUE)
if (args[1] == "measles") {
  data(measlesWeserEms)
  w <- neighbourhood(measlesWeserEms) == 1
  write.csv(observed(measlesWeserEms), file.path(args[2], "counts.csv"), row.names = FALSE)
  write.csv(1 * w, file.path(args[2], "neighbours.csv"), row.names = FALSE)
  write.csv(t(population(measlesWeserEms)[1, ]), file.path(args[2], "population.csv"), row.names = FALSE)
  fit <- hhh4(measlesWeserEms, list(ar = list(f = ~1), ne = list(f = ~1, weights = w),
    end = list(f = addSeason2formula(~1 + t, period = 52), offset = population(measlesWeserEms)),
    family = "NegBin1"))
  cat(sprintf("log-likelihood %.10f\n", logLik(fit)))
  print(coef(fit), digits = 13)
  # Weeks 101 to 104, which the model's own clock (from 0) calls t = 100 to 103.
  ahead <- oneStepAhead(fit, tp = c(100, 103), type = "final")
  print(colMeans(scores(ahead, which = c("logs", "rps", "dss", "ses"))), digits = 13)
} else {
  y <- as.matrix(read.csv(args[2], check.names = FALSE))
  w <- as.matrix(read.csv(args[3], check.names = FALSE)) == 1
  dimnames(w) <- list(colnames(y), colnames(y))
  n <- as.integer(args[4])
  cold <- length(args) > 5 && args[6] == "cold"
  data <- sts(y, start = c(2003, 1), frequency = 52, neighbourhood = 1 * w)
  unit <- ~ -1 + fe(1, unitSpecific = TRUE)
  model <- list(ar = list(f = unit), ne = list(f = unit, weights = w),
    end = list(f = addSeason2formula(~ -1 + fe(1, unitSpecific = TRUE) + t, period = 52)), family = "NegBin1",
    optimizer = list(stop = list(niter = 200)))
  row <- function(until, fit, seconds) cat(sprintf("%d,%d,%.10f,%.3f\n", until, isTRUE(fit$convergence),
    if (is.null(fit)) NA else fit$loglikelihood, seconds), file = args[5], append = TRUE)
  cat("until,converged,log_likelihood,seconds\n", file = args[5])
  seconds <- system.time(fit <- suppressWarnings(hhh4(data, model)))[["elapsed"]]
  row(nrow(y), fit, seconds)
  for (i in seq_len(n)) {
    until <- nrow(y) - n + i - 1
    seconds <- system.time(refit <- tryCatch(
      suppressWarnings(update(fit, subset.upper = until, use.estimates = !cold)), error = function(e) NULL))
    row(until, refit, seconds[["elapsed"]])
    if (!is.null(refit) && isTRUE(refit$convergence)) fit <- refit
  }
}
