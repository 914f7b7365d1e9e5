# The peer: hhh4 of R surveillance (Debian: r-cran-surveillance).
#   Rscript threat_surveillance.R measles OUT_FOLDER        writes the measles data as CSV and prints the fit
#   Rscript threat_surveillance.R fit COUNTS NEIGHBOURS N   unit effects in all parts, then N rolling refits
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
  ahead <- oneStepAhead(fit, tp = c(99, 102), type = "final")
  print(colMeans(scores(ahead, which = c("logs", "rps", "dss", "ses"))), digits = 13)
} else {
  y <- as.matrix(read.csv(args[2], check.names = FALSE))
  w <- as.matrix(read.csv(args[3], check.names = FALSE)) == 1
  dimnames(w) <- list(colnames(y), colnames(y))
  n <- as.integer(args[4])
  data <- sts(y, start = c(2003, 1), frequency = 52, neighbourhood = 1 * w)
  unit <- ~ -1 + fe(1, unitSpecific = TRUE)
  model <- list(ar = list(f = unit), ne = list(f = unit, weights = w),
    end = list(f = addSeason2formula(~ -1 + fe(1, unitSpecific = TRUE) + t, period = 52)), family = "NegBin1",
    optimizer = list(stop = list(niter = 200)))
  time <- system.time(fit <- hhh4(data, model))
  cat(sprintf("one fit: %.2f s, converged %s, log-likelihood %.10f\n", time[["elapsed"]], fit$convergence, fit$loglikelihood))
  if (n > 0) {
    converged <- 0
    time <- system.time(for (i in seq_len(n)) {
      until <- nrow(y) - n + i - 1
      model$subset <- 2:until
      refit <- tryCatch(suppressWarnings(hhh4(data, model)), error = function(e) NULL)
      if (!is.null(refit) && isTRUE(refit$convergence)) converged <- converged + 1
    })
    cat(sprintf("%d rolling refits: %.2f s, %d converged\n", n, time[["elapsed"]], converged))
  }
}
