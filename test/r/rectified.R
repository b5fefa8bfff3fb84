# Golden numbers for test/statistics/rectified.test.ts, in base R. Run from the repository's root:
#   Rscript test/r/rectified.R
# The formulas are written out here once more, from the papers. Seeded: the same R gives the same file.
suppressWarnings(RNGversion("4.0.0"))
set.seed(72511)
source(file.path("test", "r", "json.R"))

# PPI++ for a mean, as a mean of influence values.
ppi_mean <- function(y, f, f_further) {
  n <- length(y); N <- length(f_further)
  v <- var(c(f, f_further))
  lambda <- if (v > 0) cov(y, f) / ((1 + n / N) * v) else 0
  lambda <- max(0, min(1, lambda))
  theta <- lambda * mean(f_further) + mean(y - lambda * f)
  se <- sqrt(var(y - lambda * f) / n + lambda^2 * v / N)
  rho <- if (v > 0) cov(y, f) / (sd(y) * sqrt(v)) else NA
  n0 <- if (!is.na(rho) && rho > 0) n * (n + N) / (n + (1 - rho^2) * N) else n
  q <- qt(0.975, n - 1)
  list(y = y, f = f, further = f_further, lambda = one(lambda), rho = one(rho), n0 = one(n0),
    estimate = one(theta), se = one(se), low = one(theta - q * se), high = one(theta + q * se),
    alone = one(mean(y)), alone_se = one(sd(y) / sqrt(n)))
}
x <- rnorm(40); y <- x + rnorm(40)
means <- list(
  good = ppi_mean(y, x + 0.4 * rnorm(40) + 1, rnorm(200) + 0.4 * rnorm(200) + 1),
  useless = ppi_mean(y, rnorm(40), rnorm(200)),
  contrary = ppi_mean(y, -x, rnorm(200)),
  overdone = ppi_mean(y, 0.2 * x, 0.2 * rnorm(200)),
  shares = ppi_mean(rbinom(60, 1, 0.4), rbinom(60, 1, 0.6), rbinom(90, 1, 0.6)),
  constant = ppi_mean(y, rep(3, 40), rep(3, 200))
)

# Predict-then-debias: the coefficients of three fits, in the sample and in 60 bootstrap samples.
ptd <- function(family) {
  n <- 80; N <- 240
  person <- rnorm(n); other <- rnorm(N)
  answer <- function(z, noise) if (family == "gaussian") 0.5 * z + noise * rnorm(length(z)) else rbinom(length(z), 1, plogis(0.6 * z))
  h <- answer(person, 1)
  s <- if (family == "gaussian") h + 0.7 * rnorm(n) + 0.3 else ifelse(runif(n) < 0.8, h, 1 - h)
  f <- if (family == "gaussian") answer(other, sqrt(1.49)) + 0.3 else { t <- answer(other, 1); ifelse(runif(N) < 0.8, t, 1 - t) }
  coefs <- function(y, z, rows) coef(glm(y[rows] ~ z[rows], family = family, control = list(epsilon = 1e-14, maxit = 100)))
  at <- list(people = coefs(h, person, 1:n), simulated = coefs(s, person, 1:n), further = coefs(f, other, 1:N))
  draws <- lapply(1:60, function(b) {
    i <- sample(n, n, TRUE); j <- sample(N, N, TRUE)
    list(people = coefs(h, person, i), simulated = coefs(s, person, i), further = coefs(f, other, j))
  })
  lapply(1:2, function(k) {
    p <- sapply(draws, function(d) d$people[k]); q <- sapply(draws, function(d) d$simulated[k]); r <- sapply(draws, function(d) d$further[k])
    omega <- cov(p, q) / (var(q) + var(r))
    total <- omega * r + p - omega * q
    ends <- quantile(total, c(0.025, 0.975)); alone <- quantile(p, c(0.025, 0.975))
    list(people = one(at$people[k]), simulated = one(at$simulated[k]), further = one(at$further[k]),
      draws = list(people = unname(p), simulated = unname(q), further = unname(r)),
      omega = one(omega), rho = one(cor(p, q)), estimate = one(at$people[k] + omega * (at$further[k] - at$simulated[k])),
      low = one(ends[1]), high = one(ends[2]), alone_low = one(alone[1]), alone_high = one(alone[2]))
  })
}

homogeneous <- function(a, b) {
  test <- suppressWarnings(chisq.test(rbind(a, b), correct = FALSE))
  list(first = a, second = b, statistic = one(test$statistic), df = one(test$parameter), p = one(test$p.value))
}

writeLines(as_json(list(
  means = means,
  coefficients = c(ptd("gaussian"), ptd("binomial")),
  homogeneity = list(homogeneous(c(30, 50, 20), c(160, 240, 100)), homogeneous(c(30, 50, 20), c(100, 300, 100)), homogeneous(c(12, 9, 30, 7), c(11, 20, 25, 14)))
)), file.path("test", "r", "golden", "rectified.json"))
