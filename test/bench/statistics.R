# The regressions of statistics.bench.ts in R, on the same numbers: `Rscript statistics.R <folder> <rows> <columns> <times>`.
# Prints a JSON object: for each regression the seconds of every fit with its errors, and what it found. Reading the data
# is not timed.
suppressPackageStartupMessages({
  library(MASS)
  library(sandwich)
})
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
n <- as.integer(arguments[2])
p <- as.integer(arguments[3])
times <- as.integer(arguments[4])
numbers <- function(name, count) readBin(file.path(folder, name), "double", count, size = 8, endian = "little")
x <- matrix(numbers("design.bin", n * p), n, p)
people <- data.frame(x)
people$gaussian <- numbers("gaussian.bin", n)
people$binomial <- numbers("binomial.bin", n)
people$ordinal <- factor(numbers("ordinal.bin", n))
right <- paste0("X", seq_len(p), collapse = " + ")
formula_of <- function(name) as.formula(paste(name, "~", right))
fits <- list(
  gaussian = function() {
    fit <- lm(formula_of("gaussian"), people)
    list(b = coef(fit), se = sqrt(diag(vcovHC(fit, type = "HC3"))))
  },
  binomial = function() {
    fit <- glm(formula_of("binomial"), binomial, people)
    list(b = coef(fit), se = sqrt(diag(vcovHC(fit, type = "HC3"))))
  },
  ordinal = function() {
    fit <- polr(formula_of("ordinal"), people, Hess = TRUE)
    list(b = c(coef(fit), fit$zeta), se = sqrt(diag(vcov(fit))))
  }
)
array_of <- function(values) paste0("[", paste(format(values, digits = 15, scientific = TRUE, trim = TRUE), collapse = ","), "]")
parts <- vapply(names(fits), function(name) {
  found <- NULL
  seconds <- vapply(seq_len(times), function(time) {
    gc(FALSE)
    start <- proc.time()[["elapsed"]]
    found <<- fits[[name]]()
    proc.time()[["elapsed"]] - start
  }, numeric(1))
  sprintf('"%s": {"seconds": %s, "estimates": %s, "errors": %s}', name, array_of(seconds), array_of(found$b), array_of(found$se))
}, character(1))
cat(sprintf('{"version": "%s", "fits": {%s}}\n', R.version.string, paste(parts, collapse = ", ")))
