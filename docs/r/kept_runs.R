# Kept runs in R, from the files that `handover export MISSION --parquet FOLDER` writes; base R alone, since Debian has no reader of
# Parquet for R.
#
#   Rscript docs/r/kept_runs.R FOLDER

folder <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(folder)) stop("usage: Rscript kept_runs.R FOLDER")
runs <- read.csv(file.path(folder, "runs.csv"), colClasses = c(id = "character", seed = "character"))
figures <- read.csv(file.path(folder, "figures.csv"), colClasses = c(run = "character"))
values <- read.csv(file.path(folder, "values.csv"), colClasses = c(run = "character"))

cat(nrow(runs), "runs,", nrow(figures), "figures,", nrow(values), "values\n")

# Every figure has its interval and its level: a row each.
ours <- merge(figures, runs[c("id", "command", "seed", "as_of")], by.x = "run", by.y = "id")
print(utils::head(ours[c("command", "seed", "quantity", "subject", "low", "best", "high", "level")], 8), row.names = FALSE)

# A path such as outcomes/civilians_killed/mean is a place in the run's document.
means <- values[grepl("^outcomes/.*/mean$", values$path), ]
if (nrow(means) > 0) {
  means$metric <- sub("^outcomes/(.*)/mean$", "\\1", means$path)
  print(xtabs(value ~ metric + run, means))
}
stopifnot(nrow(runs) > 0, !anyDuplicated(runs$id), all(figures$low <= figures$high))
