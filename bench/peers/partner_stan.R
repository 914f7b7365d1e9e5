# Fits the shared data set with Stan and compares posterior means with the partner module's own, in units of Monte Carlo
# error; prints both times. Needs Debian's r-cran-rstan.
#   partner_peer_study MISSION FOLDER && Rscript bench/peers/partner_stan.R FOLDER
suppressMessages(library(rstan))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
source_folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
data <- new.env()
sys.source(file.path(folder, "data.R"), envir = data)
data <- as.list(data)
ours <- read.csv(file.path(folder, "ours.csv"))
our_seconds <- as.numeric(readLines(file.path(folder, "seconds.txt")))
compiled <- system.time(model <- stan_model(file.path(source_folder, "partner_model.stan"), boost_lib = "/usr/include"))[["elapsed"]]
ran <- system.time(fit <- sampling(model, data = data, chains = 4, iter = 2000, warmup = 1000, seed = 1, cores = 1,
                                   refresh = 0, pars = c("level", "bias", "noise", "growth", "innovation", "c")))
theirs <- as.data.frame(summary(fit)$summary)
theirs$quantity <- rownames(theirs)
both <- merge(ours, theirs, by = "quantity")
both$z <- (both$mean.x - both$mean.y) / sqrt(both$mcse^2 + both$se_mean^2)
both$z[!is.finite(both$z)] <- 0
cat(sprintf("quantities compared: %d\n", nrow(both)))
cat(sprintf("largest |difference of means|: %.4f, in Monte Carlo errors: median %.2f, largest %.2f\n",
            max(abs(both$mean.x - both$mean.y)), median(abs(both$z)), max(abs(both$z))))
cat(sprintf("share within 2 Monte Carlo errors: %.3f, within 3: %.3f (normal: 0.954, 0.997)\n",
            mean(abs(both$z) < 2), mean(abs(both$z) < 3)))
sds <- both[both$sd.x > 0 & is.finite(both$sd.y) & both$sd.y > 0, ]
cat(sprintf("ratio of posterior standard deviations: %.3f to %.3f\n", min(sds$sd.x / sds$sd.y), max(sds$sd.x / sds$sd.y)))
cat(sprintf("effective draws, least: ours %.0f, Stan %.0f\n", min(ours$effective), min(theirs$n_eff, na.rm = TRUE)))
cat(sprintf("seconds: ours %.3f, Stan %.2f (processor %.2f) and %.1f to compile; ratio %.1f without compiling\n", our_seconds[1],
            ran[["elapsed"]], ran[["user.self"]], compiled, ran[["elapsed"]] / our_seconds[1]))
cat(sprintf("processor seconds: ours %.3f, Stan %.2f; ratio %.1f\n", our_seconds[2], ran[["user.self"]],
            ran[["user.self"]] / our_seconds[2]))
