# Golden numbers for test/statistics, from R. Run from the repository's root:
#   Rscript test/r/golden.R
# Needs the packages sandwich, MASS and psych. Seeded: the same R gives the same files.
suppressWarnings(RNGversion("4.0.0"))
suppressPackageStartupMessages({
  library(sandwich)
  library(MASS)
})
set.seed(20101)
out <- file.path("test", "r", "golden")

source(file.path("test", "r", "json.R"))
write_golden <- function(name, value) writeLines(as_json(value), file.path(out, paste0(name, ".json")))

columns_of <- function(X) lapply(seq_len(ncol(X)), function(j) unname(X[, j]))

# ---- linear and generalised linear models ---------------------------------------------------------------------------

inference <- function(b, V, df = NULL) {
  se <- sqrt(diag(V))
  t <- b / se
  p <- if (is.null(df)) 2 * pnorm(-abs(t)) else 2 * pt(-abs(t), df)
  q <- if (is.null(df)) qnorm(0.975) else qt(0.975, df)
  list(se = unname(se), statistic = unname(t), p = unname(p), low = unname(b - q * se), high = unname(b + q * se))
}

# sandwich multiplies (X'WX)^-1 X'..X (X'WX)^-1 out, and loses half its digits where columns are nearly collinear. With
# sqrt(W) X = QR the same sandwich is R^-1 Q'..Q R^-T, which does not. Used for the ill-conditioned cases only.
stable_vcovHC <- function(fit, type) {
  X <- model.matrix(fit)
  root <- if (inherits(fit, "glm")) sqrt(weights(fit, "working")) else sqrt(weights(fit))
  e <- root * if (inherits(fit, "glm")) residuals(fit, "working") else residuals(fit)
  D <- qr(root * X, tol = 0)
  Q <- qr.Q(D)
  h <- rowSums(Q^2)
  n <- nrow(X)
  k <- ncol(X)
  omega <- switch(type, HC0 = e^2, HC1 = e^2 * n / (n - k), HC2 = e^2 / (1 - h), HC3 = e^2 / (1 - h)^2)
  Ri <- backsolve(qr.R(D), diag(k))
  V <- Ri %*% crossprod(Q, omega * Q) %*% t(Ri)
  theirs <- suppressWarnings(vcovHC(fit, type = type))
  stopifnot(all(abs(sqrt(diag(V)) / sqrt(diag(theirs)) - 1) < 1e-3))
  V
}

errors_of <- function(fit, clusters, df, ill_conditioned) {
  b <- coef(fit)
  kinds <- list(classical = vcov(fit))
  for (type in c("HC0", "HC1", "HC2", "HC3"))
    kinds[[type]] <- if (ill_conditioned) stable_vcovHC(fit, type) else vcovHC(fit, type = type)
  if (!is.null(clusters)) kinds$cluster <- vcovCL(fit, cluster = clusters)
  lapply(kinds, function(V) inference(b, V, df))
}

regression_case <- function(name, X, y, family, weights = NULL, clusters = NULL, ill_conditioned = FALSE) {
  w <- if (is.null(weights)) rep(1, length(y)) else weights
  data <- list(y = y, w = w)
  if (family == "gaussian") {
    first <- lm(y ~ X - 1, weights = w)
    kept <- which(!is.na(coef(first)))
    Z <- X[, kept, drop = FALSE]
    fit <- lm(y ~ Z - 1, weights = w)
    df <- df.residual(fit)
    deviance <- deviance(fit)
  } else {
    # R's defaults decide what is aliased; then the kept columns are fitted until nothing moves any more.
    first <- suppressWarnings(glm(y ~ X - 1, family = family, weights = w))
    kept <- which(!is.na(coef(first)))
    Z <- X[, kept, drop = FALSE]
    fit <- suppressWarnings(glm(y ~ Z - 1, family = family, weights = w,
                                control = glm.control(epsilon = 1e-14, maxit = 200)))
    # glm's covariance uses the weights of the step before the last: once more from there, and they are of the estimate.
    fit <- suppressWarnings(glm(y ~ Z - 1, family = family, weights = w, start = coef(fit),
                                control = glm.control(epsilon = 1e-14, maxit = 200)))
    df <- NULL
    deviance <- deviance(fit)
  }
  list(name = one(name), family = one(family), design = columns_of(X), names = colnames(X), outcome = unname(y),
       weights = if (is.null(weights)) NULL else unname(weights), clusters = clusters,
       kept = unname(kept) - 1, coefficients = unname(coef(fit)), df = one(df.residual(fit)), deviance = one(deviance),
       leverage = unname(hatvalues(fit)), errors = errors_of(fit, clusters, df, ill_conditioned))
}

tal <- psych::Tal_Or
tal$cond <- factor(tal$cond, 1:0, c("front", "interior"))
tal$gender <- factor(tal$gender, 1:2, c("male", "female"))
school <- rep_len(0:14, nrow(tal))
w <- round(runif(nrow(tal), 0.2, 3), 3)
X <- model.matrix(~ cond * pmi + import + gender + age, tal)
high <- as.numeric(tal$reaction > 4)
count <- round(4 * tal$reaction - 4)

# A column that is a sum of others, in the middle; one that nearly is, on either side of lm's and glm's tolerance.
collinear <- cbind(X[, 1:3], both = 2 * X[, 3] - X[, 2], X[, 4:6])
nearly <- function(size) cbind(X[, 1:4], nearly = X[, 3] + size * rnorm(nrow(X)), X[, 5:6])
nearly5 <- nearly(1e-5)
nearly9 <- nearly(1e-9)
dummies <- model.matrix(~ 0 + gender + cond + pmi, tal)
trap <- cbind(`(Intercept)` = 1, dummies)
wide <- cbind(`(Intercept)` = 1, year = 2010 + tal$age, square = (2010 + tal$age)^2 / 1000, X[, 2:3])

synthetic_n <- 400
S <- cbind(`(Intercept)` = 1, matrix(rnorm(synthetic_n * 4), synthetic_n), rbinom(synthetic_n, 1, 0.03))
colnames(S) <- c("(Intercept)", "a", "b", "c", "d", "rare")
eta <- drop(S %*% c(-1, 1.5, -0.7, 0, 0.3, 1))
S_binary <- rbinom(synthetic_n, 1, plogis(eta))
S_count <- rpois(synthetic_n, exp(eta / 2))
S_line <- eta + rnorm(synthetic_n) * (0.3 + abs(S[, 2]))
S_share <- round(plogis(eta), 2)
S_weights <- sample(c(0, 1, 2.5, 0.3), synthetic_n, TRUE, c(0.05, 0.5, 0.25, 0.2))
S_clusters <- sample(0:39, synthetic_n, TRUE)

write_golden("regressions", list(
  regression_case("Tal-Or, gaussian", X, tal$reaction, "gaussian", clusters = school),
  regression_case("Tal-Or, gaussian, weighted", X, tal$reaction, "gaussian", weights = w, clusters = school),
  regression_case("Tal-Or, gaussian, without intercept", X[, -1], tal$reaction, "gaussian"),
  regression_case("Tal-Or, logistic", X, high, "binomial", clusters = school),
  regression_case("Tal-Or, logistic, weighted", X, high, "binomial", weights = w, clusters = school),
  regression_case("Tal-Or, log-linear", X, count, "poisson", clusters = school),
  regression_case("Tal-Or, log-linear, weighted", X, count, "poisson", weights = w),
  regression_case("collinear, gaussian", collinear, tal$reaction, "gaussian"),
  regression_case("collinear, logistic", collinear, high, "binomial"),
  regression_case("collinear, log-linear", collinear, count, "poisson"),
  regression_case("dummy trap, gaussian", trap, tal$reaction, "gaussian"),
  regression_case("dummy trap, logistic", trap, high, "binomial"),
  regression_case("nearly collinear by 1e-5, gaussian", nearly5, tal$reaction, "gaussian", ill_conditioned = TRUE),
  regression_case("nearly collinear by 1e-5, logistic", nearly5, high, "binomial", ill_conditioned = TRUE),
  regression_case("nearly collinear by 1e-9, gaussian", nearly9, tal$reaction, "gaussian"),
  regression_case("badly scaled, gaussian", wide, tal$reaction, "gaussian", ill_conditioned = TRUE),
  regression_case("synthetic, gaussian", S, S_line, "gaussian", clusters = S_clusters),
  regression_case("synthetic, logistic", S, S_binary, "binomial", clusters = S_clusters),
  regression_case("synthetic, logistic, shares", S, S_share, "binomial"),
  regression_case("synthetic, log-linear", S, S_count, "poisson", clusters = S_clusters)
))

zero <- regression_case("weights of zero", S[S_weights > 0, ], S_line[S_weights > 0], "gaussian", weights = S_weights[S_weights > 0])
zero_binary <- regression_case("weights of zero", S[S_weights > 0, ], S_binary[S_weights > 0], "binomial", weights = S_weights[S_weights > 0])
write_golden("zero-weights", list(
  design = columns_of(S), line = S_line, binary = S_binary, weights = S_weights,
  gaussian = list(coefficients = zero$coefficients, se = zero$errors$HC3$se, df = zero$df),
  binomial = list(coefficients = zero_binary$coefficients, se = zero_binary$errors$HC3$se, df = zero_binary$df)
))

# ---- proportional odds ----------------------------------------------------------------------------------------------

polr_case <- function(name, X, y, clusters = NULL) {
  f <- factor(y)
  fit <- polr(f ~ X, Hess = TRUE, control = list(reltol = 1e-16, maxit = 5000))
  again <- polr(f ~ X, Hess = TRUE, start = c(coef(fit), fit$zeta), control = list(reltol = 1e-16, maxit = 5000))
  if (deviance(again) < deviance(fit)) fit <- again
  b <- c(coef(fit), fit$zeta)
  kinds <- list(classical = vcov(fit), HC0 = sandwich(fit))
  if (!is.null(clusters)) kinds$cluster <- vcovCL(fit, cluster = clusters)
  list(name = one(name), design = columns_of(X), outcome = as.integer(f) - 1L, categories = one(nlevels(f)), clusters = clusters,
       coefficients = unname(b), deviance = one(deviance(fit)), errors = lapply(kinds, function(V) inference(b, V)))
}
thirds <- cut(tal$reaction, c(0, 2.5, 4.5, 8), labels = FALSE)
seven <- round(tal$import)
ordinal_scores <- cut(eta + rlogis(synthetic_n), c(-Inf, -3, -1, 0, 1, Inf), labels = FALSE)
write_golden("ordinal", list(
  polr_case("Tal-Or, three", X[, -1], thirds, school),
  # polr takes second derivatives by differences of .001, too coarse for a coefficient of age in years.
  polr_case("Tal-Or, seven", cbind(X[, c(2, 3, 5)], decades = X[, 6] / 10), seven, school),
  polr_case("synthetic, five", S[, -1], ordinal_scores, S_clusters)
))

# ---- descriptive ----------------------------------------------------------------------------------------------------

p <- c(0.01, 0.04, 0.03, 0.04, 0.8, 0.2, 0.0005, 1)
group <- rep_len(c(0, 1, 2, 0, 1), nrow(tal))
welch <- oneway.test(tal$reaction ~ factor(group))
anova_fit <- lm(tal$reaction ~ factor(group))
eta2 <- summary(anova_fit)
tau <- function(table) {
  P <- table / sum(table)
  (sum(P^2 / rowSums(P)) - sum(colSums(P)^2)) / (1 - sum(colSums(P)^2))
}
cross <- table(group, cut(tal$reaction, c(0, 2, 3, 4, 8)))
paired <- cbind(round(tal$pmi), round(tal$reaction))
kappa <- psych::cohen.kappa(paired)$kappa
effect_h <- rnorm(12, 0, 0.2)
effect_s <- 1.7 * effect_h + rnorm(12, 0, 0.05)
welch_t <- t.test(tal$reaction[group == 1], tal$reaction[group == 0])
write_golden("descriptive", list(
  p = p, bh = p.adjust(p, "BH"), holm = p.adjust(p, "holm"),
  reaction = tal$reaction, group = group,
  mean = one(mean(tal$reaction)), variance = one(var(tal$reaction)),
  probabilities = c(0, 0.05, 0.5, 0.9, 0.95, 1), quantiles = unname(quantile(tal$reaction, c(0, 0.05, 0.5, 0.9, 0.95, 1))),
  welch = list(f = one(welch$statistic), df1 = one(welch$parameter[1]), df2 = one(welch$parameter[2]), p = one(welch$p.value)),
  eta_squared = one(eta2$r.squared), adjusted_eta_squared = one(eta2$adj.r.squared),
  cross = lapply(seq_len(nrow(cross)), function(i) as.integer(cross[i, ])),
  tau = one(tau(cross)), chisquare = one(suppressWarnings(chisq.test(cross)$statistic)),
  pmi = tal$pmi, spearman = one(cor(tal$pmi, tal$reaction, method = "spearman")),
  rated = list(paired[, 1], paired[, 2]), kappa = one(kappa),
  welch_t = list(difference = one(-diff(welch_t$estimate)), se = one(welch_t$stderr), df = one(welch_t$parameter),
                 low = one(welch_t$conf.int[1]), high = one(welch_t$conf.int[2])),
  effect_h = effect_h, effect_s = effect_s, effect_correlation = one(cor(effect_h, effect_s)),
  calibration_slope = one(coef(lm(effect_h ~ effect_s))[2]),
  t = c(-12, -2.5, -0.1, 0.3, 1, 4, 9), t_df = c(3, 118, 5.5, 1, 12150, 30, 400),
  t_two_sided = 2 * pt(-abs(c(-12, -2.5, -0.1, 0.3, 1, 4, 9)), c(3, 118, 5.5, 1, 12150, 30, 400)),
  t_quantile_p = c(0.025, 0.95, 0.5, 0.999, 0.975, 1e-6), t_quantile_df = c(1, 118, 3, 2.5, 12150, 40),
  t_quantile = qt(c(0.025, 0.95, 0.5, 0.999, 0.975, 1e-6), c(1, 118, 3, 2.5, 12150, 40)),
  z = c(-8, -1.96, 0, 0.5, 3), z_two_sided = 2 * pnorm(-abs(c(-8, -1.96, 0, 0.5, 3))),
  f = c(0.2, 1, 4, 60), f_upper = pf(c(0.2, 1, 4, 60), 3, 47.5, lower.tail = FALSE)
))

# ---- penalised regressions: N(0, 1) on standardised columns, the rest flat ---------------------------------------------

minimise <- function(start, f) {
  best <- optim(start, f, method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))
  for (i in 1:5) best <- optim(best$par, f, method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))
  best$par
}
P <- scale(X[, -1])
multinomial_loss <- function(y, K) function(par) {
  B <- matrix(par, ncol = K - 1)
  E <- cbind(0, cbind(1, P) %*% B)
  -sum(E[cbind(seq_along(y), y)] - log(rowSums(exp(E)))) + sum(B[-1, ]^2) / 2
}
multinomial_fit <- function(y, K) {
  B <- matrix(minimise(rep(0, (ncol(P) + 1) * (K - 1)), multinomial_loss(y, K)), ncol = K - 1)
  E <- exp(cbind(0, cbind(1, P) %*% B))
  E / rowSums(E)
}
ordinal_loss <- function(y, K) function(par) {
  b <- par[seq_len(ncol(P))]
  zeta <- cumsum(c(par[ncol(P) + 1], exp(par[-seq_len(ncol(P) + 1)])))
  cumulated <- cbind(0, plogis(outer(-drop(P %*% b), zeta, "+")), 1)
  -sum(log(cumulated[cbind(seq_along(y), y + 1)] - cumulated[cbind(seq_along(y), y)])) + sum(b^2) / 2
}
ordinal_fit <- function(y, K) {
  par <- minimise(c(rep(0, ncol(P)), -1, rep(0, K - 2)), ordinal_loss(y, K))
  b <- par[seq_len(ncol(P))]
  zeta <- cumsum(c(par[ncol(P) + 1], exp(par[-seq_len(ncol(P) + 1)])))
  cumulated <- cbind(0, plogis(outer(-drop(P %*% b), zeta, "+")), 1)
  cumulated[, -1] - cumulated[, -(K + 1)]
}
ridge_fit <- function(y) {
  z <- (y - mean(y)) / sd(y)
  s2 <- 1
  for (i in 1:500) {
    A <- solve(crossprod(P) + s2 * diag(ncol(P)))
    b <- A %*% crossprod(P, z)
    s2 <- sum((z - P %*% b)^2) / (length(z) - 1 - sum(diag(A %*% crossprod(P))))
  }
  list(mean = drop(mean(y) + sd(y) * P %*% b), sd = one(sqrt(s2) * sd(y)))
}
rows_of <- function(M) lapply(seq_len(nrow(M)), function(i) unname(M[i, ]))
write_golden("penalised", list(
  design = columns_of(X[, -1]),
  binary = list(outcome = high, probabilities = rows_of(multinomial_fit(high + 1, 2))),
  multinomial = list(outcome = thirds - 1, probabilities = rows_of(multinomial_fit(thirds, 3))),
  ordinal = list(outcome = seven - 1, probabilities = rows_of(ordinal_fit(seven, 7))),
  gaussian = c(list(outcome = tal$reaction), ridge_fit(tal$reaction))
))
