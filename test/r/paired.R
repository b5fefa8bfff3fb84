# Golden numbers for differences between people and their simulated twins, from R. Run from the repository's root:
#   Rscript test/r/paired.R
# Both sides are put below each other in one regression in which every coefficient has a term for the side; clustered on the
# pair, its covariance is that of the two fits together. Needs the packages sandwich and MASS. Seeded.
suppressWarnings(RNGversion("4.0.0"))
suppressPackageStartupMessages({
  library(sandwich)
  library(MASS)
})
set.seed(20117)
source(file.path("test", "r", "json.R"))

n <- 160
pair <- seq_len(n)
arm <- rbinom(n, 1, 0.5)
dose <- round(runif(n, 0, 4), 2)
leaning <- rnorm(n)
twin <- function(shared, effect) effect * arm + 0.4 * dose + shared * leaning + rnorm(n, 0, 0.8)
latent <- list(h = twin(0.9, 0.5), s = twin(0.7, 0.2))
# Some pairs lack one side.
used <- list(h = setdiff(pair, c(3, 17, 90:95)), s = setdiff(pair, c(5, 17, 120:131)))
area <- (pair - 1) %/% 4

rows <- do.call(rbind, lapply(c("h", "s"), function(side) {
  i <- used[[side]]
  data.frame(side = side, pair = i, area = area[i], arm = arm[i], dose = dose[i], latent = latent[[side]][i])
}))
rows$side <- factor(rows$side, c("h", "s"))
rows$yes <- as.numeric(rows$latent > 1)
rows$count <- round(exp(rows$latent / 2))
rows$scale <- cut(rows$latent, c(-Inf, 0, 1, 2, Inf), labels = FALSE)

# The errors of each side and of their difference: the terms `side:…` of the stacked fit.
stacked <- function(formula, family, cluster) {
  fit <- if (family == "gaussian") lm(formula, rows) else
    glm(formula, family, rows, control = glm.control(epsilon = 1e-14, maxit = 100))
  if (family != "gaussian") fit <- glm(formula, family, rows, start = coef(fit), control = glm.control(epsilon = 1e-14, maxit = 100))
  V <- vcovCL(fit, cluster = cluster, type = "HC0", cadjust = FALSE)
  sides <- grep("^sides", names(coef(fit)))
  own <- grep("^sideh", names(coef(fit)))
  # Without a common intercept: sideh, sides, sideh:arm, sides:arm, ...
  difference <- sapply(seq_along(own), function(k) {
    d <- numeric(length(coef(fit)))
    d[sides[k]] <- 1
    d[own[k]] <- -1
    c(sum(d * coef(fit)), sqrt(drop(t(d) %*% V %*% d)), V[sides[k], own[k]] / sqrt(V[own[k], own[k]] * V[sides[k], sides[k]]))
  })
  list(difference = difference[1, ], error = difference[2, ], correlation = difference[3, ])
}

# polr has no common fit of two sets of thresholds: by its scores and information.
ordinal <- function() {
  influence <- lapply(c(h = "h", s = "s"), function(side) {
    # The Hessian of polr is that of other parameters; vcov() is of the thresholds themselves.
    fit <- polr(factor(scale) ~ arm + dose, rows[rows$side == side, ], Hess = TRUE,
                control = list(reltol = 1e-16, maxit = 5000))
    list(b = coef(fit), at = used[[side]], values = estfun(fit) %*% vcov(fit))
  })
  both <- intersect(used$h, used$s)
  at <- function(side) influence[[side]]$values[match(both, used[[side]]), 1:2]
  var <- function(side) colSums(influence[[side]]$values^2)[1:2]
  shared <- colSums(at("h") * at("s"))
  list(difference = unname(influence$s$b - influence$h$b), error = unname(sqrt(var("h") + var("s") - 2 * shared)),
       correlation = unname(shared / sqrt(var("h") * var("s"))))
}

# Gaps of a rule: shares among those who meet `when` on their side; the correlation is that of two means of one stacked fit.
gaps <- function(when_h, against_h, when_s, against_s) {
  data <- rbind(data.frame(side = "h", pair = seq_along(when_h), when = when_h, against = against_h),
                data.frame(side = "s", pair = seq_along(when_s), when = when_s, against = against_s))
  data <- data[data$when == 1, ]
  V <- vcovCL(lm(against ~ 0 + factor(side), data), cluster = data$pair, type = "HC0", cadjust = FALSE)
  # A unanimous side does not vary but for the last digits.
  r <- if (min(V[1, 1], V[2, 2]) > 1e-20) V[1, 2] / sqrt(V[1, 1] * V[2, 2]) else 0
  counts <- function(side) c(sum(data$against[data$side == side]), sum(data$side == side))
  ends <- function(level) {
    wilson <- function(side) prop.test(counts(side)[1], counts(side)[2], correct = FALSE, conf.level = level)$conf.int
    p <- c(counts("s")[1] / counts("s")[2], counts("h")[1] / counts("h")[2])
    s <- wilson("s")
    h <- wilson("h")
    span <- function(a, b) sqrt(a^2 - 2 * r * a * b + b^2)
    c(p[1] - p[2] - span(p[1] - s[1], h[2] - p[2]), p[1] - p[2] + span(s[2] - p[1], p[2] - h[1]))
  }
  list(human = counts("h"), simulated = counts("s"), n_pairs = one(sum(when_h == 1 & when_s == 1)), correlation = one(r),
       interval = ends(0.95), interval_90 = ends(0.9), when_human = when_h, against_human = against_h,
       when_simulated = when_s, against_simulated = against_s)
}
m <- 240
lean <- rnorm(m)
answer <- function(shift, shared) as.numeric(shared * lean + sqrt(1 - shared^2) * rnorm(m) > shift)

result <- list(
  rows = list(human = as.numeric(rows$side == "h"), pair = rows$pair, area = rows$area, arm = rows$arm, dose = rows$dose,
              line = rows$latent, yes = rows$yes, count = rows$count, scale = rows$scale - 1),
  fits = list(
    list(name = one("gaussian"), family = one("gaussian"), outcome = one("line"), unit = one("pair"),
         golden = stacked(latent ~ 0 + side + side:arm + side:dose, "gaussian", rows$pair)),
    list(name = one("gaussian, clusters"), family = one("gaussian"), outcome = one("line"), unit = one("area"),
         golden = stacked(latent ~ 0 + side + side:arm + side:dose, "gaussian", rows$area)),
    list(name = one("logistic"), family = one("binomial"), outcome = one("yes"), unit = one("pair"),
         golden = stacked(yes ~ 0 + side + side:arm + side:dose, "binomial", rows$pair)),
    list(name = one("log-linear"), family = one("poisson"), outcome = one("count"), unit = one("pair"),
         golden = stacked(count ~ 0 + side + side:arm + side:dose, "poisson", rows$pair)),
    list(name = one("proportional odds"), family = one("ordinal"), outcome = one("scale"), unit = one("pair"), golden = ordinal())
  ),
  gaps = list(
    gaps(rep(1, m), answer(0.3, 0.8), rep(1, m), answer(0.6, 0.8)),
    gaps(answer(-0.2, 0.7), answer(0.3, 0.8), answer(0.1, 0.7), answer(0.6, 0.8)),
    gaps(rep(1, m), rep(1, m), answer(0, 0.5), answer(0.2, 0.5))
  )
)
writeLines(as_json(result), file.path("test", "r", "golden", "paired.json"))
